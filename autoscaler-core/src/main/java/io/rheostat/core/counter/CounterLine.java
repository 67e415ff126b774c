package io.rheostat.core.counter;

/// One process' counter, or the cumulative buckets of its histogram, as last seen. Immutable.
///
/// @param values one value of a counter; of a histogram its cumulative counts by ascending bound
/// @param at time of those values, epoch milliseconds
@SuppressWarnings(
    "ArrayRecordComponent") // never shared outside this package, never changed in place
public record CounterLine(double[] values, long at) {
  /// Returns the line of a counter with one value, at a time in epoch milliseconds.
  public static CounterLine of(double value, long at) {
    return new CounterLine(new double[] {value}, at);
  }

  /// Returns the total count: the value, or a histogram's count of observations.
  public double total() {
    return values[values.length - 1];
  }

  /// Returns whether no value of a later sample is below this line's.
  boolean isBelow(CounterLine later) {
    if (values.length != later.values.length) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      if (later.values[i] < values[i]) {
        return false;
      }
    }
    return true;
  }

  /// Returns the growth of each value up to a later sample of the same line.
  double[] growthTo(CounterLine later) {
    double[] growth = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      growth[i] = later.values[i] - values[i];
    }
    return growth;
  }
}
