package io.rheostat.core.plan;

import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.PoolState;
import java.util.List;

/// Pool after planning.
///
/// @param pool the pool with its decided members
/// @param effects decisions and commands, in order
record PlannedPool(PoolState pool, List<PlanEffect> effects) {}
