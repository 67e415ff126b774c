/// Advice on host memory against made-up containers, beside the vertical pod autoscaler's rule.
@NullMarked
package io.rheostat.benchmarks.hostmemory;

import org.jspecify.annotations.NullMarked;
