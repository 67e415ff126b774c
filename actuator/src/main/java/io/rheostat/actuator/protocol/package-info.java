/// The command protocol as a pure step: in order per workload, one end for each command.
@NullMarked
package io.rheostat.actuator.protocol;

import org.jspecify.annotations.NullMarked;
