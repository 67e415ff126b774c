package io.rheostat.ingest.matching;

import io.rheostat.config.SeriesRule;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.Comparator;

/// One sample to be of a replica: all series that are merged into it share the cell.
///
/// @param signal what it measures
/// @param order of the rule that reads it
/// @param bound upper bound of a bucket; 0 for a scalar
/// @param merge how its series become one
record Cell(Signal signal, int order, double bound, SeriesRule.Merge merge) {
  /// The canonical order of samples: scalars, then buckets, each by signal number, then by bound. A
  /// signal's preferred rule comes first.
  static final Comparator<Cell> CANONICAL =
      Comparator.comparing(Cell::histogram)
          .thenComparingInt(cell -> cell.signal.number())
          .thenComparingInt(Cell::order)
          .thenComparingDouble(Cell::bound);

  private boolean histogram() {
    return signal.kind() == Signal.Kind.HISTOGRAM;
  }

  double merged(double total, int count) {
    return merge == SeriesRule.Merge.MEAN ? total / count : total;
  }

  boolean accepts(double value) {
    return Double.isFinite(value) && (!histogram() || value >= 0);
  }

  Sample sample(double value) {
    return histogram() ? new Sample.Bucket(signal, bound, value) : new Sample.Scalar(signal, value);
  }
}
