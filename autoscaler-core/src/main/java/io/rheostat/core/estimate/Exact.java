package io.rheostat.core.estimate;

/// Arithmetic with exact sums below 2³³: adding the numbers in any order gives the same bits.
final class Exact {
  private static final double PARTS = 1 << 20;

  private Exact() {}

  /// Returns the nearest whole number of 2⁻²⁰.
  static double round(double value) {
    return StrictMath.rint(value * PARTS) / PARTS;
  }
}
