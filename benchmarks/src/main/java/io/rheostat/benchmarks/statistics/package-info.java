/// Figures over the rounds of a benchmark.
@NullMarked
package io.rheostat.benchmarks.statistics;

import org.jspecify.annotations.NullMarked;
