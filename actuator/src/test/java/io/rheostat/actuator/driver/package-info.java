/// Tests of the drivers.
@NullMarked
package io.rheostat.actuator.driver;

import org.jspecify.annotations.NullMarked;
