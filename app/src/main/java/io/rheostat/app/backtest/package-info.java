/// Recorded logs as the history that a backtest begins with.
@NullMarked
package io.rheostat.app.backtest;

import org.jspecify.annotations.NullMarked;
