/// Admission of a command under all declared limits.
@NullMarked
package io.rheostat.actuator.protocol.admission;

import org.jspecify.annotations.NullMarked;
