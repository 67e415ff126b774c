package io.rheostat.core.estimate;

/// Reason for not counting part of a reading.
public enum DropReason {
  /// More than 30 s ahead of its receipt.
  FUTURE,
  /// Older than the window.
  LATE,
  /// The workload is not declared.
  UNDECLARED,
  /// The workload has no placement of that name.
  UNKNOWN_PLACEMENT,
  /// A counter fell or jumped, or a gauge was absurd: it does not count, or only once seen again.
  DOUBTFUL,
  /// A counter came back to a line left before: several sources write one series.
  JUMPED
}
