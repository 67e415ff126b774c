package io.rheostat.core.training;

import io.rheostat.model.Require;

/// Mean times measured while a job ran in one configuration.
///
/// @param nodes nodes with at least one replica
/// @param replicas replicas of the job, at least as many as nodes
/// @param localBatch samples of one replica in one pass
/// @param passSeconds time of a forward and backward pass without synchronisation
/// @param stepSeconds time of a pass with synchronisation and optimiser step, without passes of
///     accumulation
/// @param count measurements in the mean, as far as remembered
public record ThroughputObservation(
    int nodes, int replicas, double localBatch, double passSeconds, double stepSeconds, int count) {
  /// Most measurements that a mean remembers: an older regime fades.
  private static final int LONGEST_MEMORY = 64;

  public ThroughputObservation {
    Require.atLeast("nodes", 1, nodes);
    Require.atLeast("replicas", nodes, replicas);
    Require.positive("localBatch", localBatch);
    Require.positive("passSeconds", passSeconds);
    Require.positive("stepSeconds", stepSeconds);
    Require.atLeast("count", 1, count);
  }

  /// Creates a single measurement.
  public ThroughputObservation(
      int nodes, int replicas, double localBatch, double passSeconds, double stepSeconds) {
    this(nodes, replicas, localBatch, passSeconds, stepSeconds, 1);
  }

  /// Returns the mean with another measurement of the same configuration.
  ThroughputObservation with(ThroughputObservation other) {
    double weight = 1.0 / Math.min(count + 1, LONGEST_MEMORY);
    return new ThroughputObservation(
        nodes,
        replicas,
        localBatch,
        passSeconds + weight * (other.passSeconds - passSeconds),
        stepSeconds + weight * (other.stepSeconds - stepSeconds),
        count == LONGEST_MEMORY ? 1 + LONGEST_MEMORY / 2 : count + 1);
  }

  /// Returns whether the mean has just become much surer: at each doubling of the measurements.
  boolean isSurer() {
    return Integer.bitCount(count) == 1;
  }

  /// Returns whether another observation is of the same configuration.
  boolean isSameConfiguration(ThroughputObservation other) {
    return nodes == other.nodes && replicas == other.replicas && localBatch == other.localBatch;
  }
}
