package io.rheostat.model.fleet;

import io.rheostat.model.Require;

/// Batch sizes a training job may run at, in samples.
///
/// @param initial global batch at which statistical efficiency is 1
/// @param max largest global batch
/// @param minPerReplica smallest local batch: samples of one replica in one pass
/// @param maxPerReplica largest local batch, bound by the device's memory
/// @param accumulates whether replicas may add up gradients over several passes before a step
public record BatchRange(
    double initial, double max, double minPerReplica, double maxPerReplica, boolean accumulates) {
  public BatchRange {
    Require.positive("initial batch", initial);
    Require.positive("smallest batch of a replica", minPerReplica);
    Require.positive("largest batch", max);
    Require.positive("largest batch of a replica", maxPerReplica);
    if (max < initial) {
      throw new IllegalArgumentException(
          "the largest batch " + max + " is below the initial one " + initial + ".");
    }
    if (maxPerReplica < minPerReplica) {
      throw new IllegalArgumentException(
          "the largest batch of a replica "
              + maxPerReplica
              + " is below the smallest "
              + minPerReplica
              + ".");
    }
  }

  /// Returns the range of a job with one local batch: its global batch grows with its replicas.
  public static BatchRange fixedPerReplica(double initial, double perReplica) {
    return new BatchRange(initial, Double.MAX_VALUE, perReplica, perReplica, false);
  }

  /// Returns whether the local batch is fixed.
  public boolean isFixedPerReplica() {
    return max == Double.MAX_VALUE;
  }

  /// Returns the most replicas: beyond them the smallest local batches exceed the largest batch.
  public int mostReplicas() {
    return (int) Math.min(Integer.MAX_VALUE, Math.floor(max / minPerReplica));
  }
}
