package io.rheostat.benchmarks.statistics;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// Medians over rounds.
public final class Medians {
  private Medians() {}

  /// Returns the median of a figure over rounds, at least one.
  public static <R> double of(List<R> rounds, ToDoubleFunction<R> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
