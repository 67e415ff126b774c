/// Reads commands, runs the protocol, calls drivers, writes outcomes and what really runs.
@NullMarked
package io.rheostat.actuator.shell;

import org.jspecify.annotations.NullMarked;
