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

  /// Returns the observations since an earlier view of the same histogram.
  public HistogramView since(HistogramView earlier) {
    long[] grown = new long[cumulative.length];
    for (int i = 0; i < grown.length; i++) {
      grown[i] = cumulative[i] - earlier.cumulative[i];
    }
    return new HistogramView(bounds, grown, sum - earlier.sum);
  }
}
