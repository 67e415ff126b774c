package io.rheostat.model.decision;

/// Why nothing changes.
public enum HoldReason {
  /// What is held is the best option.
  BEST,
  /// A guard stage kept it.
  GUARDED,
  /// The workload or everything is frozen.
  FROZEN,
  /// Beyond a limit while data is stale: nothing is raised and nothing is lowered on guesses.
  OVER_LIMIT,
  /// The minimum cannot be met under counts, budget or bounds.
  INFEASIBLE,
  /// The target has not yet said what runs.
  NOT_OBSERVED,
  /// The job is complete.
  COMPLETE,
  /// Someone else resizes the target, such as an autoscaler of its own; Rheostat does not fight.
  OTHER_WRITER,
  /// The planner failed at what came in and changed nothing: a bug.
  FAULT
}
