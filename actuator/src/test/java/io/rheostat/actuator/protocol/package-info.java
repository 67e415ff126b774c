/// Tests of the command protocol.
@NullMarked
package io.rheostat.actuator.protocol;

import org.jspecify.annotations.NullMarked;
