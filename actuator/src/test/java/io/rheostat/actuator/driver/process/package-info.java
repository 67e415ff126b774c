/// Tests of the process driver, on real processes.
@NullMarked
package io.rheostat.actuator.driver.process;

import org.jspecify.annotations.NullMarked;
