package io.rheostat.benchmarks.ingest.load;

import java.util.SplittableRandom;

/// Course of a counter: steps at random, drawn once and repeated. Its value at any round is one
/// look-up and the same for every caller.
final class RandomWalk {
  private static final int STEPS = 4_096;

  private final double[] before = new double[STEPS];
  private final double all;

  private RandomWalk(long seed, double mean, boolean whole) {
    SplittableRandom random = new SplittableRandom(seed);
    double sum = 0;
    for (int step = 0; step < STEPS; step++) {
      before[step] = sum;
      double up = mean * (0.5 + random.nextDouble());
      sum += whole ? Math.rint(up) : up;
    }
    all = sum;
  }

  /// Draws steps of whole numbers: counts of requests or tokens.
  static RandomWalk ofCounts(long seed, double mean) {
    return new RandomWalk(seed, mean, true);
  }

  /// Draws steps of any length: seconds.
  static RandomWalk ofSeconds(long seed, double mean) {
    return new RandomWalk(seed, mean, false);
  }

  /// Returns the value after so many steps, 0 or more; it never falls.
  double at(long step) {
    long turns = step / STEPS;
    return before[(int) (step % STEPS)] + turns * all;
  }
}
