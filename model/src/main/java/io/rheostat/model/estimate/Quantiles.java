package io.rheostat.model.estimate;

import io.rheostat.model.Require;

/// Latency over the stable window across replicas, in seconds, read from histogram buckets.
///
/// @param p50 median
/// @param p90 90th percentile
/// @param p99 99th percentile
/// @param mean mean
public record Quantiles(double p50, double p90, double p99, double mean) {
  public Quantiles {
    Require.atLeastZero("p50", p50);
    Require.atLeastZero("p90", p90);
    Require.atLeastZero("p99", p99);
    Require.atLeastZero("mean", mean);
  }
}
