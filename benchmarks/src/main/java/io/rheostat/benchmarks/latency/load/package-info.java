/// Load of the latency benchmark.
@NullMarked
package io.rheostat.benchmarks.latency.load;

import org.jspecify.annotations.NullMarked;
