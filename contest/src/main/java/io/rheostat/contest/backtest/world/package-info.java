/// A recorded section as a simulated world: its requests, its speeds, and its replicas as they
/// were.
@NullMarked
package io.rheostat.contest.backtest.world;

import org.jspecify.annotations.NullMarked;
