package io.rheostat.simulator.trace;

/// Distribution of arrivals at one rate.
public enum Arrivals {
  /// Arrivals at equal distances.
  CONSTANT,
  /// Arrivals independent of each other.
  POISSON
}
