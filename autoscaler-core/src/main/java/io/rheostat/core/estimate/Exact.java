package io.rheostat.core.estimate;

/// Numbers whose sums are exact below 2³³: adding them in any order gives the same bits.
final class Exact {
  private static final double PARTS = 1 << 20;

  private Exact() {}

  /// The nearest whole number of 2⁻²⁰.
  static double round(double value) {
    return StrictMath.rint(value * PARTS) / PARTS;
  }
}
