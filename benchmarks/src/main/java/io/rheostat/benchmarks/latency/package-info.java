/// Time from a signal to its command, beside a bare path through the same broker.
@NullMarked
package io.rheostat.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
