package io.rheostat.streams;

import java.util.Optional;

/// Where the state of a partition is kept, each hour of the clock and when its processor closes: a
/// partition without a usable store starts from there, and so may a replay.
public interface Snapshots {
  /// Keeps none.
  Snapshots NONE =
      new Snapshots() {
        @Override
        public void keep(String stage, int partition, Snapshot snapshot) {}

        @Override
        public Optional<Snapshot> newest(String stage, int partition) {
          return Optional.empty();
        }
      };

  /// Takes a stage's state in one partition; it stands beside those of other hours.
  void keep(String stage, int partition, Snapshot snapshot);

  /// Returns the newest state of a stage in one partition that can be read; empty when there is
  /// none.
  Optional<Snapshot> newest(String stage, int partition);
}
