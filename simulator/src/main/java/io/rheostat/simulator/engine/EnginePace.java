package io.rheostat.simulator.engine;

import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.chance.NoiseTable;

/// Difference of one replica's real time from its profile: its own speed, and noise per iteration.
final class EnginePace {
  /// Standard deviation of the logarithm of an iteration's noise.
  static final double ITERATION_SIGMA = 0.03;

  /// Standard deviation of the logarithm of a replica's own speed.
  static final double SPEED_SIGMA = 0.02;

  private final NoiseTable noise;
  private final double nanosPerSecond;
  private final int stride;
  private int index;

  EnginePace(NoiseTable noise, long seed) {
    Chance chance = new Chance(seed);
    this.noise = noise;
    this.nanosPerSecond = 1e9 * chance.jitter(SPEED_SIGMA);
    this.index = chance.below(NoiseTable.SIZE);
    this.stride = 2 * chance.below(NoiseTable.SIZE / 2) + 1;
  }

  /// Returns the nanoseconds of the next iteration, 1 or more.
  long nanos(double seconds) {
    index += stride;
    return StrictMath.max(1, (long) (seconds * nanosPerSecond * noise.at(index)));
  }
}
