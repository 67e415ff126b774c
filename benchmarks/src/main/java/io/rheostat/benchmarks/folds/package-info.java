/// Microbenchmarks of the two folds.
@NullMarked
package io.rheostat.benchmarks.folds;

import org.jspecify.annotations.NullMarked;
