package io.rheostat.model.decision;

/// Reasons to keep the current allocation.
public enum HoldReason {
  /// The current allocation is the best option.
  BEST,
  /// A guard stage kept it.
  GUARDED,
  /// The workload or everything is frozen.
  FROZEN,
  /// Beyond a limit while data is stale: nothing is scaled up or down on guesses.
  OVER_LIMIT,
  /// The minimum cannot be met under counts, budget or bounds.
  INFEASIBLE,
  /// The target has not yet reported its replicas.
  NOT_OBSERVED,
  /// The job is complete.
  COMPLETE,
  /// Someone else resizes the target, such as an autoscaler of its own; Rheostat does not fight.
  OTHER_WRITER,
  /// The planner failed on its input and changed nothing: a bug.
  FAULT
}
