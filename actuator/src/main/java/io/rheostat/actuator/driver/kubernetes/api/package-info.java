/// Calls of an API server, and their failures.
@NullMarked
package io.rheostat.actuator.driver.kubernetes.api;

import org.jspecify.annotations.NullMarked;
