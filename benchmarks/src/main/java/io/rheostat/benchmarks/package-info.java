/// Measurements, each beside a peer or a limit in the same run. Nothing here asserts a time.
@NullMarked
package io.rheostat.benchmarks;

import org.jspecify.annotations.NullMarked;
