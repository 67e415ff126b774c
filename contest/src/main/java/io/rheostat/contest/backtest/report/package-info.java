/// Results of a backtest as text, JSON and a page.
@NullMarked
package io.rheostat.contest.backtest.report;

import org.jspecify.annotations.NullMarked;
