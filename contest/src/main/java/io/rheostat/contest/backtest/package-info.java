/// Policies on a recorded section of a fleet's life: what another policy, price or limit would have
/// earned.
@NullMarked
package io.rheostat.contest.backtest;

import org.jspecify.annotations.NullMarked;
