/// The port to targets, and its drivers.
@NullMarked
package io.rheostat.actuator.driver;

import org.jspecify.annotations.NullMarked;
