package io.rheostat.simulator.engine;

import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.Arrays;
import java.util.List;

/// A histogram: with vLLM's bucket bounds (`vllm/v1/metrics/loggers.py`) as a page shows it, or
/// with fine ones.
final class Buckets {
  static final double[] TIME_TO_FIRST_TOKEN = {
    0.001,
    0.005,
    0.01,
    0.02,
    0.04,
    0.06,
    0.08,
    0.1,
    0.25,
    0.5,
    0.75,
    1.0,
    2.5,
    5.0,
    7.5,
    10.0,
    20.0,
    40.0,
    80.0,
    160.0,
    640.0,
    2560.0,
    Double.POSITIVE_INFINITY
  };

  static final double[] TIME_PER_OUTPUT_TOKEN = {
    0.01,
    0.025,
    0.05,
    0.075,
    0.1,
    0.15,
    0.2,
    0.3,
    0.4,
    0.5,
    0.75,
    1.0,
    2.5,
    5.0,
    7.5,
    10.0,
    20.0,
    40.0,
    80.0,
    Double.POSITIVE_INFINITY
  };

  /// From a millisecond to over half an hour, each 2 % above the one before: fine enough to be told
  /// in any other bounds.
  static final double[] FINE = fine();

  private final double[] bounds;
  private final long[] counts;
  private double sum;

  Buckets(double[] bounds) {
    this.bounds = bounds;
    this.counts = new long[bounds.length];
  }

  void add(double value) {
    int found = Arrays.binarySearch(bounds, value);
    counts[found >= 0 ? found : -found - 1]++;
    sum += value;
  }

  private static double[] fine() {
    double[] fine = new double[740];
    for (int i = 0; i < fine.length - 1; i++) {
      fine[i] = 0.001 * StrictMath.pow(1.02, i);
    }
    fine[fine.length - 1] = Double.POSITIVE_INFINITY;
    return fine;
  }

  /// Returns all buckets as counted so far.
  HistogramView view() {
    long[] cumulative = counts.clone();
    for (int i = 1; i < cumulative.length; i++) {
      cumulative[i] += cumulative[i - 1];
    }
    return new HistogramView(bounds, cumulative, sum);
  }

  /// Appends the cumulative buckets, then the sum.
  void write(Signal histogram, Signal total, List<Sample> samples) {
    long cumulative = 0;
    for (int i = 0; i < bounds.length; i++) {
      cumulative += counts[i];
      samples.add(new Sample.Bucket(histogram, bounds[i], cumulative));
    }
    samples.add(new Sample.Scalar(total, sum));
  }
}
