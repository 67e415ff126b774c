package io.rheostat.core.plan;

/// Demand at a horizon as a normal distribution mixed with a burst, and what of it a capacity
/// serves
/// well.
///
/// @param mean requests per second
/// @param deviation standard deviation, requests per second
/// @param burst requests per second that short bursts reach
record DemandOutlook(double mean, double deviation, double burst) {
  /// Standard normal quantiles at (i + ½)/9: nine equally likely demands.
  private static final double[] NODES = {
    -1.5932, -0.9674, -0.5895, -0.2822, 0, 0.2822, 0.5895, 0.9674, 1.5932
  };

  /// Beyond capacity all requests queue, so good ones vanish well before demand is double: none are
  /// left
  /// at a quarter more than what is carried.
  private static final double OVERLOAD_SLOPE = 4;

  /// Share that is not good even with capacity to spare; engines never attain all.
  private static final double RESIDUE = 0.001;

  /// Demand that is exceeded seldom.
  double careful(double deviations) {
    return Math.max(burst, mean + deviations * deviation);
  }

  /// How likely a burst is at a moment that matters.
  private static final double BURST_WEIGHT = 0.008;

  /// Good requests per second, expected.
  double goodRate(double capacity) {
    double good = 0;
    for (double node : NODES) {
      double demand = Math.max(0, mean + node * deviation);
      good += demand * goodShare(demand, capacity);
    }
    double peak = Math.max(mean, burst);
    return (1 - BURST_WEIGHT) * good / NODES.length
        + BURST_WEIGHT * peak * goodShare(peak, capacity);
  }

  /// All requests per second, expected.
  double all() {
    double all = 0;
    for (double node : NODES) {
      all += Math.max(0, mean + node * deviation);
    }
    return (1 - BURST_WEIGHT) * all / NODES.length + BURST_WEIGHT * Math.max(mean, burst);
  }

  /// Share of requests that are good, expected; 1 when there are none.
  double attainment(double capacity) {
    double all = all();
    return all <= 0 ? 1 : Math.min(1, goodRate(capacity) / all);
  }

  private static double goodShare(double demand, double capacity) {
    if (demand <= 0) {
      return 1;
    }
    if (capacity <= 0) {
      return 0;
    }
    double load = demand / capacity;
    double share = 1 - RESIDUE * Math.min(1, load);
    return load <= 1 ? share : Math.max(0, share - OVERLOAD_SLOPE * (load - 1));
  }
}
