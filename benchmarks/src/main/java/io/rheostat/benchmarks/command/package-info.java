/// Command line of the benchmarks.
@NullMarked
package io.rheostat.benchmarks.command;

import org.jspecify.annotations.NullMarked;
