package io.rheostat.model.log;

import io.rheostat.model.Require;
import io.rheostat.model.command.Generation;

/// A workload's old planner lets go of it: the new pool may plan from here on.
///
/// @param workload who moved
/// @param fromPool the pool it left
/// @param toPool the pool it belongs to now
/// @param generation the last one the old planner issued
public record Released(String workload, String fromPool, String toPool, Generation generation) {
  public Released {
    Require.text("workload", workload);
    Require.text("fromPool", fromPool);
    Require.text("toPool", toPool);
  }
}
