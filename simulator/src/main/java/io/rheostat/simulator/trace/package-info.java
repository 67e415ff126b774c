/// Requests over time: read from public traces or generated like them.
@NullMarked
package io.rheostat.simulator.trace;

import org.jspecify.annotations.NullMarked;
