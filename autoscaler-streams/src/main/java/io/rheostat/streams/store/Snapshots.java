package io.rheostat.streams.store;

import java.util.Optional;

/// Store of a partition's state, written each hour of the clock and when its processor closes: a
/// partition without a usable store starts from there, and so may a replay.
public interface Snapshots {
  /// Store without any snapshot.
  Snapshots NONE =
      new Snapshots() {
        @Override
        public void keep(String stage, int partition, Snapshot snapshot) {}

        @Override
        public Optional<Snapshot> newest(String stage, int partition) {
          return Optional.empty();
        }
      };

  /// Stores a stage's state in one partition, beside those of other hours.
  void keep(String stage, int partition, Snapshot snapshot);

  /// Returns the newest readable state of a stage in one partition; empty when there is none.
  Optional<Snapshot> newest(String stage, int partition);
}
