package io.rheostat.benchmarks.latency;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// Medians over rounds.
final class Medians {
  private Medians() {}

  /// Returns the median of a figure over rounds, at least one.
  static <R> double of(List<R> rounds, ToDoubleFunction<R> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
