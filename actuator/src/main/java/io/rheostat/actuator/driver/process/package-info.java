/// Starts and stops processes of this machine, one for each replica.
@NullMarked
package io.rheostat.actuator.driver.process;

import org.jspecify.annotations.NullMarked;
