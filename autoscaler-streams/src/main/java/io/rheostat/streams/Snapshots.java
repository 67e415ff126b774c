package io.rheostat.streams;

import io.rheostat.core.stage.PartitionFold;

/// Where a partition's state goes when its processor closes.
public interface Snapshots {
  /// Keeps none.
  Snapshots NONE =
      new Snapshots() {
        @Override
        public <S, E, X> void offer(
            StageBinding<S, E, X> binding, int partition, PartitionFold<S, E, X> fold) {}
      };

  /// Takes the state as it is after the last record of the partition that was processed.
  <S, E, X> void offer(StageBinding<S, E, X> binding, int partition, PartitionFold<S, E, X> fold);
}
