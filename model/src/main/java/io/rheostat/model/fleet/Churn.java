package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.time.Duration;

/// A budget of changes: in no stretch of time as long as the window are there more.
///
/// @param changes commands, 1 to 100
/// @param window period of the count, above zero and at most a day
public record Churn(int changes, Duration window) {
  /// Largest countable number of changes: each is kept with its time.
  public static final int MOST_CHANGES = 100;

  private static final Duration LONGEST = Duration.ofDays(1);

  public Churn {
    if (changes < 1 || changes > MOST_CHANGES) {
      throw new IllegalArgumentException(
          "changes is " + changes + ". It must lie between 1 and " + MOST_CHANGES + ".");
    }
    Require.positive("window", window.toNanos() / 1e9);
    if (window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("window is " + window + ". It must be at most a day.");
    }
  }
}
