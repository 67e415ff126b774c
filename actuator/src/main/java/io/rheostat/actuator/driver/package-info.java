/// The port to what is resized, and its drivers.
@NullMarked
package io.rheostat.actuator.driver;

import org.jspecify.annotations.NullMarked;
