/// Reads commands, runs the protocol, calls drivers, writes outcomes and observed replicas.
@NullMarked
package io.rheostat.actuator.shell;

import org.jspecify.annotations.NullMarked;
