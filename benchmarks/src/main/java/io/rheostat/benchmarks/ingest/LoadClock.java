package io.rheostat.benchmarks.ingest;

import java.time.Duration;
import java.time.Instant;

/// The load's own clock: a step a round, faster than the real one.
///
/// Rheostat takes samples from the last hour and none from ahead, Prometheus' head those of the
/// last hour, VictoriaMetrics those within its retention. So the clock starts 55 minutes ago, and
/// its step of 5 s gets smaller where a long run would carry it into the future.
///
/// @param start of round 0
record LoadClock(Instant start, Duration step) {
  private static final Duration BEHIND = Duration.ofMinutes(55);
  private static final Duration STEP = Duration.ofSeconds(5);

  /// Faster than any receiver is on the machines it is made for.
  private static final double MOST_SAMPLES_PER_SECOND = 1.2e6;

  /// A clock for a load that is about to start.
  ///
  /// @param length of the load
  /// @param series of a round
  static LoadClock startingAt(Instant now, Duration length, int series) {
    double rounds = length.toSeconds() * MOST_SAMPLES_PER_SECOND / series;
    long millis = Math.clamp((long) (BEHIND.toMillis() / rounds), 1, STEP.toMillis());
    return new LoadClock(now.minus(BEHIND), Duration.ofMillis(millis));
  }

  /// The time of a round, epoch milliseconds.
  long millis(long round) {
    return start.toEpochMilli() + round * step.toMillis();
  }
}
