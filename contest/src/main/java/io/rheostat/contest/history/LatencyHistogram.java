package io.rheostat.contest.history;

import io.rheostat.contest.baseline.service.HistogramQuantile;
import io.rheostat.simulator.engine.HistogramView;
import java.util.Arrays;

/// Latencies by histogram bucket. Immutable.
///
/// @param bounds upper bounds in seconds, ascending, the last infinite; empty before the first
///     observation
/// @param counts observations by bucket
@SuppressWarnings("ArrayRecordComponent") // copied before any change
public record LatencyHistogram(double[] bounds, double[] counts) {
  /// No observation.
  public static final LatencyHistogram EMPTY = new LatencyHistogram(new double[0], new double[0]);

  /// Returns the histogram with further observations, in the bounds of the first ones.
  ///
  /// @param fromBounds upper bounds of the further ones
  /// @param growth their counts
  public LatencyHistogram plus(double[] fromBounds, double[] growth) {
    if (fromBounds.length == 0) {
      return this;
    }
    double[] target = bounds.length == 0 ? fromBounds : bounds;
    double[] sum = Arrays.copyOf(counts, target.length);
    for (int i = 0; i < growth.length; i++) {
      sum[bucketOf(target, fromBounds[i])] += growth[i];
    }
    return new LatencyHistogram(target, sum);
  }

  /// Returns a histogram in fine buckets in these bounds, so that both tell the same of the same
  /// requests.
  public LatencyHistogram coarsened(HistogramView fine) {
    double[] single = new double[fine.bounds().length];
    long before = 0;
    for (int i = 0; i < single.length; i++) {
      single[i] = fine.cumulative()[i] - before;
      before = fine.cumulative()[i];
    }
    double[] target = bounds.length == 0 ? fine.bounds() : bounds;
    return new LatencyHistogram(target, new double[target.length]).plus(fine.bounds(), single);
  }

  private static int bucketOf(double[] bounds, double bound) {
    int found = Arrays.binarySearch(bounds, bound);
    return Math.min(bounds.length - 1, found >= 0 ? found : -found - 1);
  }

  /// Returns the number of observations.
  public double count() {
    return Arrays.stream(counts).sum();
  }

  /// Returns a quantile, by linear interpolation within its bucket as Prometheus'
  /// histogram_quantile does; 0 without any observation.
  ///
  /// @param share of the observations below it, 0..1
  public double quantile(double share) {
    if (bounds.length == 0) {
      return 0;
    }
    double[] cumulative = counts.clone();
    for (int i = 1; i < cumulative.length; i++) {
      cumulative[i] += cumulative[i - 1];
    }
    return HistogramQuantile.of(share, bounds, cumulative).orElse(0);
  }

  /// Returns the share of observations within a limit, taken as evenly spread within its bucket; 1
  /// without any observation.
  public double within(double limit) {
    double all = count();
    double within = 0;
    for (int i = 0; i < counts.length; i++) {
      double low = i == 0 ? 0 : bounds[i - 1];
      double share = Math.max(0, Math.min(1, (limit - low) / (bounds[i] - low)));
      within += counts[i] * (bounds[i] <= limit ? 1 : share);
    }
    return all <= 0 ? 1 : Math.min(1, within / all);
  }
}
