package io.rheostat.core.training;

/// Goodput of a job in a configuration.
@FunctionalInterface
public interface BatchGoodput {
  /// Returns samples per second at full statistical efficiency.
  ///
  /// @param nodes nodes with at least one replica
  /// @param localBatch samples of one replica in one pass
  /// @param accumulation passes before that of the optimiser step, 0 or more
  double samplesPerSecond(int nodes, int replicas, double localBatch, int accumulation);
}
