package io.rheostat.app.cli.recorded;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;

/// Progress of a backtest on standard error, and its speed at the end.
final class BacktestProgress implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final long started = System.nanoTime();
  private final double cpuBefore = cpuSeconds();
  private final int all;
  private int finished;
  private final double requests;
  private long lineAt = started;

  /// @param all number of parts that will finish
  /// @param requests simulated by all of them
  BacktestProgress(int all, double requests) {
    this.all = all;
    this.requests = requests;
  }

  /// Takes a finished part of a policy's run.
  synchronized void finished(String policy) {
    finished++;
    long now = System.nanoTime();
    if (now - lineAt >= EVERY.toNanos()) {
      lineAt = now;
      System.err.println(line(policy, (now - started) / 1e9));
    }
  }

  /// Returns a line of progress; how many runs hindsight takes is not known before.
  private String line(String policy, double seconds) {
    return finished > all
        ? String.format(Locale.ROOT, "%d runs done, the last of %s", finished, policy)
        : String.format(
            Locale.ROOT,
            "%d of %d runs done, the last of %s, about %.0f s left",
            finished,
            all,
            policy,
            seconds / finished * (all - finished));
  }

  @Override
  public synchronized void close() {
    double cpu = cpuSeconds() - cpuBefore;
    if (finished == all && cpu > 0) {
      System.err.printf(
          Locale.ROOT,
          "%,.0f requests simulated in %.1f s, %,.0f per CPU-second%n",
          requests,
          (System.nanoTime() - started) / 1e9,
          requests / cpu);
    }
  }

  private static double cpuSeconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e9
        : 0;
  }
}
