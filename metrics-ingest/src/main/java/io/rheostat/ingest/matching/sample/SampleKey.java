package io.rheostat.ingest.matching.sample;

import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.Comparator;

/// Sample of a replica, without its value.
///
/// @param signal the measured signal
/// @param origin its series; the preference is the one of its rule
/// @param bound upper bound of a bucket; 0 for a scalar
public record SampleKey(Signal signal, Origin origin, double bound) {
  /// Canonical order of samples: scalars, then buckets, each by signal number, preference, series
  /// and bound.
  static final Comparator<SampleKey> CANONICAL =
      Comparator.comparing(SampleKey::histogram)
          .thenComparingInt(cell -> cell.signal.number())
          .thenComparingInt(SampleKey::preference)
          .thenComparing(cell -> cell.origin.series(), Integer::compareUnsigned)
          .thenComparing(cell -> cell.origin.temporality())
          .thenComparingDouble(SampleKey::bound);

  int preference() {
    return origin.preference();
  }

  private boolean histogram() {
    return signal.kind() == Signal.Kind.HISTOGRAM;
  }

  /// Returns whether a value is possible: finite, and for a bucket of a histogram at least 0.
  public boolean accepts(double value) {
    return Double.isFinite(value) && (!histogram() || value >= 0);
  }

  Sample sample(double value) {
    return histogram()
        ? new Sample.Bucket(signal, origin, bound, value)
        : new Sample.Scalar(signal, origin, value);
  }
}
