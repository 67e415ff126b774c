/// Speed model and sizing against measurements.
@NullMarked
package io.rheostat.benchmarks.sizing;

import org.jspecify.annotations.NullMarked;
