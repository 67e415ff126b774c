package io.rheostat.ingest.push;

import java.util.Optional;
import java.util.function.Function;

/// Names of the series of a histogram in presets; a series outside all presets has none, and is not
/// made.
///
/// @param bucket of its buckets
/// @param sum of the sum of all observations
/// @param count of their number
public record HistogramNames(
    Optional<String> bucket, Optional<String> sum, Optional<String> count) {
  /// Returns the names of a histogram.
  ///
  /// @param bySuffix the name of the series with a suffix such as `_sum`; empty when it is not read
  public static HistogramNames of(Function<String, Optional<String>> bySuffix) {
    return new HistogramNames(
        bySuffix.apply("_bucket"), bySuffix.apply("_sum"), bySuffix.apply("_count"));
  }

  /// Tells whether any of them is read.
  public boolean anyRead() {
    return bucket.isPresent() || sum.isPresent() || count.isPresent();
  }
}
