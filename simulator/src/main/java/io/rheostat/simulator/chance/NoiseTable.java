package io.rheostat.simulator.chance;

/// Lognormal factors with mean exactly 1, drawn once. A table because a fresh draw costs more than
/// the simulated iteration it would disturb; users walk it from their own start with their own odd
/// stride.
public final class NoiseTable {
  /// Number of entries; a power of two, so `& MASK` wraps.
  public static final int SIZE = 4096;

  /// Mask of an index into the table.
  public static final int MASK = SIZE - 1;

  private final double[] factors = new double[SIZE];

  /// Draws the table.
  ///
  /// @param seed of the draw
  /// @param sigma standard deviation of the logarithm, 0 or more; 0 gives a table of ones
  public NoiseTable(long seed, double sigma) {
    Chance chance = new Chance(seed);
    double sum = 0;
    for (int i = 0; i < SIZE; i++) {
      factors[i] = chance.jitter(sigma);
      sum += factors[i];
    }
    for (int i = 0; i < SIZE; i++) {
      factors[i] *= SIZE / sum;
    }
  }

  /// Returns the factor at an index, wrapped.
  public double at(int index) {
    return factors[index & MASK];
  }
}
