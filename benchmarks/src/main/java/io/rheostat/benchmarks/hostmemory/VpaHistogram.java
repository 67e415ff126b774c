package io.rheostat.benchmarks.hostmemory;

/// Memory rule of the Kubernetes vertical pod autoscaler, from its documentation and defaults: the
/// 90th percentile of daily peaks in a histogram of exponential buckets (the first of 10 MB, each 5
/// % wider) whose weights halve in 24 hours, 15 % above it, and after an OOM kill at least 20 % or
/// 100 MB above the limit.
final class VpaHistogram {
  private static final double FIRST_BUCKET = 1e7;
  private static final double RATIO = 1.05;
  private static final int BUCKETS = 200;
  private static final double HALF_LIFE_HOURS = 24;
  private static final double PERCENTILE = 0.9;
  private static final double MARGIN = 1.15;
  private static final double OOM_RATIO = 1.2;
  private static final double OOM_BYTES = 1e8;

  private final double[] weights = new double[BUCKETS];
  private double peak;
  private int day = -1;

  /// Adds an hour's peak: the day's peak stands in the histogram once, at its newest value.
  void add(int hour, double bytes) {
    double weight = Math.pow(2, hour / 24 * 24 / HALF_LIFE_HOURS);
    if (hour / 24 != day) {
      day = hour / 24;
      peak = 0;
    }
    if (bytes > peak) {
      if (peak > 0) {
        weights[bucket(peak)] -= weight;
      }
      weights[bucket(bytes)] += weight;
      peak = bytes;
    }
  }

  void killed(int hour, double limit) {
    add(hour, Math.max(limit * OOM_RATIO, limit + OOM_BYTES));
  }

  double advice() {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double sum = 0;
    for (int i = 0; i < BUCKETS; i++) {
      sum += weights[i];
      if (sum >= PERCENTILE * total) {
        return end(i) * MARGIN;
      }
    }
    return end(BUCKETS - 1) * MARGIN;
  }

  private static int bucket(double bytes) {
    int bucket = 0;
    while (bucket < BUCKETS - 1 && bytes > end(bucket)) {
      bucket++;
    }
    return bucket;
  }

  /// Returns the upper end of a bucket.
  static double end(int bucket) {
    return FIRST_BUCKET * (Math.pow(RATIO, bucket + 1.0) - 1) / (RATIO - 1);
  }
}
