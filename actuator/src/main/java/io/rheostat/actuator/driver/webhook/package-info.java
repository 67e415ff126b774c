/// Driver for resizes by an HTTP endpoint.
@NullMarked
package io.rheostat.actuator.driver.webhook;

import org.jspecify.annotations.NullMarked;
