package io.rheostat.verification.failover.endpoint;

import java.util.Random;

/// Response behaviour of a target, drawn from a seed: most calls are taken at once, some slowly
/// before or after they take effect, to let kills land there, and some not at all. Safe for use by
/// several threads.
public final class TargetBehaviour {
  private static final double SLOW_BEFORE = 0.35;
  private static final double SLOW_AFTER = 0.35;
  private static final double BUSY = 0.05;
  private static final int LEAST_MILLIS = 150;
  private static final int MOST_MILLIS = 1_200;

  private final Random random;
  private boolean good;

  /// @param beforeMillis until it takes effect
  /// @param afterMillis from then until the answer
  /// @param busy whether the call is turned away
  record Mood(int beforeMillis, int afterMillis, boolean busy) {}

  public TargetBehaviour(long seed) {
    random = new Random(seed);
  }

  synchronized Mood next() {
    double draw = random.nextDouble();
    int millis = random.nextInt(LEAST_MILLIS, MOST_MILLIS);
    if (good) {
      return new Mood(0, 0, false);
    }
    if (draw < BUSY) {
      return new Mood(0, 0, true);
    }
    return draw < BUSY + SLOW_BEFORE
        ? new Mood(millis, 0, false)
        : new Mood(0, draw < BUSY + SLOW_BEFORE + SLOW_AFTER ? millis : 0, false);
  }

  /// Takes every call at once from here on.
  public synchronized void mend() {
    good = true;
  }
}
