package io.rheostat.model.decision;

/// Stages of the guard in the order of their checks of a plan; a later stage overrides an earlier
/// one.
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
  /// A shift between placements scales up first, and scales down when the new replicas are ready.
  SHIFT,
  /// The capacity model is not sure enough for a scale-down.
  LEARNING,
  /// A firing alert keeps a floor.
  ALERT,
  /// Data is stale: no scale-down.
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
