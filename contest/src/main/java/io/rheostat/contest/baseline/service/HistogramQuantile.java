package io.rheostat.contest.baseline.service;

import java.util.OptionalDouble;

/// Quantile of a histogram the way Prometheus takes it: linear within its bucket, from 0 in the
/// first, and the highest finite bound when it lies above.
public final class HistogramQuantile {
  private HistogramQuantile() {}

  /// Returns the quantile; empty without observations.
  ///
  /// @param share 0..1
  /// @param bounds upper bounds, ascending, the last infinite
  /// @param cumulative observations (or rates of them) up to each bound
  public static OptionalDouble of(double share, double[] bounds, double[] cumulative) {
    int last = bounds.length - 1;
    double total = cumulative[last];
    if (!(total > 0)) {
      return OptionalDouble.empty();
    }
    double rank = share * total;
    int bucket = 0;
    while (bucket < last && cumulative[bucket] < rank) {
      bucket++;
    }
    if (bucket == last) {
      return OptionalDouble.of(bounds[last - 1]);
    }
    double from = bucket == 0 ? 0 : bounds[bucket - 1];
    double below = bucket == 0 ? 0 : cumulative[bucket - 1];
    double inside = cumulative[bucket] - below;
    double part = inside > 0 ? (rank - below) / inside : 0;
    return OptionalDouble.of(from + (bounds[bucket] - from) * part);
  }
}
