package io.rheostat.benchmarks.accuracy;

/// Figure as predicted or reproduced, and as it truly was.
///
/// @param predicted by Rheostat, or by the backtest
/// @param truth of the simulated world, or as recorded
record Pair(double predicted, double truth) {
  /// Returns the error as a share of the truth; not a number when that is 0.
  double relative() {
    return (predicted - truth) / truth;
  }

  /// Returns the difference.
  double difference() {
    return predicted - truth;
  }
}
