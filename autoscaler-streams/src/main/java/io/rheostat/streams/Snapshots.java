package io.rheostat.streams;

/// Where the state of a partition is kept, each hour of the clock and when its processor closes, so
/// that
/// a replay may begin there.
public interface Snapshots {
  /// Keeps none.
  Snapshots NONE = (_, _, _) -> {};

  /// Takes a stage's state in one partition; it replaces the one before.
  void keep(String stage, int partition, Snapshot snapshot);
}
