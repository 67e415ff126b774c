package io.rheostat.simulator.engine;

/// Histogram of an engine since its start.
///
/// @param bounds upper bounds, ascending, the last infinite
/// @param cumulative observations up to each bound
/// @param sum of all observations
@SuppressWarnings("ArrayRecordComponent") // a view built for one look, never changed
public record HistogramView(double[] bounds, long[] cumulative, double sum) {
  /// Returns the number of observations so far.
  public long count() {
    return cumulative[cumulative.length - 1];
  }
}
