package io.rheostat.benchmarks.accuracy;

/// Figure as Rheostat predicted or estimated it, and as it truly was in the simulated world.
record Prediction(double predicted, double truth) {
  /// Returns the error as a share of the truth; not a number when that is 0.
  double relative() {
    return difference() / truth;
  }

  /// Returns the error.
  double difference() {
    return predicted - truth;
  }
}
