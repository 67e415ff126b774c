package io.rheostat.model.log;

import io.rheostat.model.Require;
import io.rheostat.model.command.Generation;

/// A workload's old planner lets go of it: the new pool may plan from here on.
///
/// @param workload who moved
/// @param fromPool the pool it left
/// @param toPool the pool it belongs to now
/// @param generation the last one the old planner issued
/// @param revision fleet revision of the move; 0 in records of builds that did not tell it
public record Released(
    String workload, String fromPool, String toPool, Generation generation, long revision) {
  public Released {
    Require.text("workload", workload);
    Require.text("fromPool", fromPool);
    Require.text("toPool", toPool);
    Require.atLeast("revision", 0, revision);
  }

  /// One that does not tell which move it belongs to.
  public Released(String workload, String fromPool, String toPool, Generation generation) {
    this(workload, fromPool, toPool, generation, 0);
  }

  /// Whether it belongs to a move of that revision or a later one: an earlier one came late.
  public boolean isOf(long moved) {
    return revision == 0 || revision >= moved;
  }
}
