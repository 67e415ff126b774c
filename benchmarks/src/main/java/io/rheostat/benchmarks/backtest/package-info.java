/// Speed and memory of backtests on a recorded fleet.
@NullMarked
package io.rheostat.benchmarks.backtest;

import org.jspecify.annotations.NullMarked;
