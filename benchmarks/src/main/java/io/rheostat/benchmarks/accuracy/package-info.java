/// Accuracy: estimates, forecasts and decisions against the simulated truth, and backtests of
/// recorded simulations against what they were recorded from.
@NullMarked
package io.rheostat.benchmarks.accuracy;

import org.jspecify.annotations.NullMarked;
