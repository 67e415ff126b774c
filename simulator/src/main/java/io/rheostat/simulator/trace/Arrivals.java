package io.rheostat.simulator.trace;

/// How requests of one rate follow each other.
public enum Arrivals {
  /// At equal distances.
  CONSTANT,
  /// Independently of each other.
  POISSON
}
