package io.rheostat.core.counter;

/// Growth of a counter over a span of time.
///
/// @param from start of the span, epoch milliseconds
/// @param to end of the span, epoch milliseconds
/// @param values growth of each value of the line; below 0 where growth is taken back
@SuppressWarnings(
    "ArrayRecordComponent") // never shared outside this package, never changed in place
public record CounterGrowth(long from, long to, double[] values) {
  static final CounterGrowth NONE = new CounterGrowth(0, 0, new double[0]);

  boolean isNone() {
    return values.length == 0;
  }

  /// Returns the same growth taken back.
  CounterGrowth negated() {
    double[] negative = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      negative[i] = -values[i];
    }
    return new CounterGrowth(from, to, negative);
  }
}
