package io.rheostat.ingest.matching;

import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.Comparator;

/// Sample of a replica, without its value.
///
/// @param signal the measured signal
/// @param origin its series; the preference is the one of its rule
/// @param bound upper bound of a bucket; 0 for a scalar
record Cell(Signal signal, Origin origin, double bound) {
  /// Canonical order of samples: scalars, then buckets, each by signal number, preference, series
  /// and bound.
  static final Comparator<Cell> CANONICAL =
      Comparator.comparing(Cell::histogram)
          .thenComparingInt(cell -> cell.signal.number())
          .thenComparingInt(Cell::preference)
          .thenComparing(cell -> cell.origin.series(), Integer::compareUnsigned)
          .thenComparing(cell -> cell.origin.temporality())
          .thenComparingDouble(Cell::bound);

  int preference() {
    return origin.preference();
  }

  private boolean histogram() {
    return signal.kind() == Signal.Kind.HISTOGRAM;
  }

  boolean accepts(double value) {
    return Double.isFinite(value) && (!histogram() || value >= 0);
  }

  Sample sample(double value) {
    return histogram()
        ? new Sample.Bucket(signal, origin, bound, value)
        : new Sample.Scalar(signal, origin, value);
  }
}
