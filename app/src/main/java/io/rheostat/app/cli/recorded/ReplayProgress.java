package io.rheostat.app.cli.recorded;

import io.rheostat.app.recording.ReplayPace;
import java.time.Duration;
import java.util.Locale;

/// Progress of a replay on standard error, every few seconds.
final class ReplayProgress implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final ReplayPace progress;
  private final Thread thread;

  private ReplayProgress(ReplayPace progress) {
    this.progress = progress;
    thread = Thread.ofPlatform().name("replay-progress").daemon().unstarted(this::run);
  }

  /// Starts to report.
  static ReplayProgress start(ReplayPace progress) {
    ReplayProgress reporting = new ReplayProgress(progress);
    reporting.thread.start();
    return reporting;
  }

  private void run() {
    long started = System.nanoTime();
    try {
      while (true) {
        Thread.sleep(EVERY);
        double seconds = (System.nanoTime() - started) / 1e9;
        System.err.println(line(progress.folded(), progress.total(), seconds));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // done
    }
  }

  /// Returns a line of progress.
  ///
  /// @param total records to fold, 0 while it is not known
  /// @param seconds since the start
  static String line(long folded, long total, double seconds) {
    double each = seconds / Math.max(1, folded);
    return total == 0 || folded == 0
        ? String.format(Locale.ROOT, "%,d events replayed", folded)
        : String.format(
            Locale.ROOT,
            "%,d of %,d events replayed, about %.0f s left",
            folded,
            total,
            Math.max(0, total - folded) * each);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
