package io.rheostat.core.series;

/// Arithmetic with exact sums below 2³³: adding the numbers in any order gives the same bits.
public final class ExactSums {
  /// Parts of one: sums of whole parts below 2³³ are exact in a double.
  private static final double PARTS = 1 << 20;

  private ExactSums() {}

  /// Returns the nearest whole number of 2⁻²⁰.
  public static double round(double value) {
    return StrictMath.rint(value * PARTS) / PARTS;
  }
}
