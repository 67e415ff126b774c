/// Traces from files in known formats.
@NullMarked
package io.rheostat.simulator.trace.file;

import org.jspecify.annotations.NullMarked;
