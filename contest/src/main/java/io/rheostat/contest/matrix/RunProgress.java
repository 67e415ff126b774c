package io.rheostat.contest.matrix;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// Progress of the runs and an estimate of the time left, for a waiting person.
public final class RunProgress {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final PrintStream out;
  private final Instant start;
  private final long total;
  private long done;
  private long runs;
  private Instant told;

  /// @param total weight of everything
  public RunProgress(InstantSource clock, PrintStream out, long total) {
    this.clock = clock;
    this.out = out;
    this.start = clock.instant();
    this.told = start;
    this.total = total;
  }

  /// Counts a finished run.
  ///
  /// @param weight of it
  public synchronized void ran(long weight) {
    runs++;
    done = Math.min(total, done + weight);
    Instant now = clock.instant();
    if (now.isBefore(told.plus(EVERY))) {
      return;
    }
    told = now;
    double share = Math.max(1e-9, (double) done / total);
    double minutes = Duration.between(start, now).toMillis() / 60e3 * (1 - share) / share;
    out.printf(
        Locale.ROOT,
        "%d runs, %.0f %% done, about %.1f minutes left%n",
        runs,
        100 * share,
        minutes);
  }

  /// Reports the end of all runs.
  public synchronized void end() {
    double minutes = Duration.between(start, clock.instant()).toMillis() / 60e3;
    out.printf(Locale.ROOT, "%d runs in %.1f minutes%n", runs, minutes);
  }
}
