package io.rheostat.model.signal;

import io.rheostat.model.Require;

/// One value of one signal.
public sealed interface Sample {
  /// What was measured.
  Signal signal();

  /// A gauge's or a counter's value.
  ///
  /// @param signal a gauge or a counter
  /// @param value finite; sources drop NaN, infinities and blank sentinels before this
  record Scalar(Signal signal, double value) implements Sample {
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
  /// @param upperBound inclusive, `+Inf` for the last one
  /// @param cumulativeCount observations at or below the bound since the source started
  record Bucket(Signal signal, double upperBound, double cumulativeCount) implements Sample {
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
