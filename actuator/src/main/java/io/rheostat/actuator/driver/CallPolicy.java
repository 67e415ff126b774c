package io.rheostat.actuator.driver;

import io.rheostat.model.Require;
import java.time.Duration;

/// Limits of calls to a failing target.
///
/// @param failures in a row after which its circuit opens, 1 or more
/// @param firstPause pause before an open circuit lets one call through; each next one is twice as
///     long, less up to half by chance
/// @param mostPause longest pause
/// @param timeLimit of one call
public record CallPolicy(
    int failures, Duration firstPause, Duration mostPause, Duration timeLimit) {
  /// Default limits: three failures, pauses of 2 s to a minute, 20 s for a call.
  public static final CallPolicy DEFAULT =
      new CallPolicy(3, Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofSeconds(20));

  public CallPolicy {
    Require.atLeast("failures", 1, failures);
    if (!firstPause.isPositive() || !mostPause.isPositive() || !timeLimit.isPositive()) {
      throw new IllegalArgumentException(
          "pauses and the time limit are "
              + firstPause
              + ", "
              + mostPause
              + " and "
              + timeLimit
              + ". They must be above 0.");
    }
  }
}
