package io.rheostat.model.log;

import io.rheostat.model.Require;
import io.rheostat.model.command.Generation;

/// A workload's old planner lets go of it: the new pool may plan from here on.
///
/// @param workload name of the moved workload
/// @param fromPool the pool it left
/// @param toPool the pool it belongs to now
/// @param generation last one issued by the old planner
/// @param revision fleet revision of the move; 0 in records of older builds
public record Released(
    String workload, String fromPool, String toPool, Generation generation, long revision) {
  public Released {
    Require.text("workload", workload);
    Require.text("fromPool", fromPool);
    Require.text("toPool", toPool);
    Require.atLeast("revision", 0, revision);
  }

  /// Creates a release without the revision of its move.
  public Released(String workload, String fromPool, String toPool, Generation generation) {
    this(workload, fromPool, toPool, generation, 0);
  }

  /// Returns whether it belongs to a move of the given revision or a later one: a release of an
  /// earlier move arrived late.
  public boolean isOf(long moved) {
    return revision == 0 || revision >= moved;
  }
}
