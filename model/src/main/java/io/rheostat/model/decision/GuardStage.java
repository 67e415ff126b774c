package io.rheostat.model.decision;

/// The guard's stages, in the order in which they look at a plan; the later one has the last word.
public enum GuardStage {
  /// Policy wants fewer replicas sooner than the stabilisation window allows.
  STABILISATION,
  /// Policy wants more change in one step than the rate allows.
  RATE,
  /// Too many changes in the churn window.
  CHURN,
  /// The saving does not pay for the disruption.
  DISRUPTION,
  /// A command is still under way.
  IN_FLIGHT,
  /// A shift between placements raises first and lowers when what was raised is ready.
  SHIFT,
  /// The capacity model is not sure enough to lower on.
  LEARNING,
  /// A firing alert keeps a floor.
  ALERT,
  /// Data is stale: no lowering.
  FRESHNESS,
  /// Replicas, dollars or widths of the workload.
  BOUNDS,
  /// Devices of the pool.
  QUOTA,
  /// Dollars of the pool.
  BUDGET,
  /// Power of the pool.
  POWER,
  /// The declared budget of changes is spent.
  CHURN_LIMIT,
  /// Nothing changes while frozen.
  FROZEN
}
