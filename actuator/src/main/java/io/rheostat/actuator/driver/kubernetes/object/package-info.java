/// Objects with replicas, and the fence written at them.
@NullMarked
package io.rheostat.actuator.driver.kubernetes.object;

import org.jspecify.annotations.NullMarked;
