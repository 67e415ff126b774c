package io.rheostat.model.signal;

import io.rheostat.model.Require;

/// One value of one signal.
public sealed interface Sample {
  /// Returns the measured signal.
  Signal signal();

  /// Returns the source series within its replica.
  Origin origin();

  /// A gauge's or a counter's value.
  ///
  /// @param signal a gauge or a counter
  /// @param origin its series
  /// @param value finite; sources drop NaN, infinities and blank sentinels before this
  record Scalar(Signal signal, Origin origin, double value) implements Sample {
    /// Creates a value of its signal's only series.
    public Scalar(Signal signal, double value) {
      this(signal, Origin.ONLY, value);
    }

    public Scalar {
      Require.finite(signal.name(), value);
      if (signal.kind() == Signal.Kind.HISTOGRAM) {
        throw new IllegalArgumentException(
            signal + " is a histogram; it has buckets, not one value.");
      }
    }
  }

  /// One cumulative bucket of a histogram.
  ///
  /// @param signal a histogram
  /// @param origin its series; all buckets of one histogram have the same
  /// @param upperBound inclusive, `+Inf` for the last one
  /// @param cumulativeCount observations at or below the bound since the source started, or since
  ///     the last sample as the origin says
  record Bucket(Signal signal, Origin origin, double upperBound, double cumulativeCount)
      implements Sample {
    /// Creates a bucket of its signal's only series.
    public Bucket(Signal signal, double upperBound, double cumulativeCount) {
      this(signal, Origin.ONLY, upperBound, cumulativeCount);
    }

    public Bucket {
      if (signal.kind() != Signal.Kind.HISTOGRAM) {
        throw new IllegalArgumentException(signal + " is no histogram; it has no buckets.");
      }
      if (Double.isNaN(upperBound)) {
        throw new IllegalArgumentException("a bucket of " + signal + " has no bound.");
      }
      Require.atLeastZero(signal.name(), cumulativeCount);
    }
  }
}
