package io.rheostat.benchmarks.hostmemory;

import io.rheostat.core.host.MemoryUse;
import java.util.Arrays;

/// Two weeks of one container with a limit set by an adviser: looked at every hour, raised and
/// lowered at a restart's cost, killed when its working set exceeds the limit.
///
/// @param kills OOM kills
/// @param changes changed limits
/// @param waste mean of the limit over the highest working set of the same day, less one, from the
///     second day on
record AdviceTrial(int kills, int changes, double waste) {
  /// First limit: what the container begins with, and half as much again.
  private static final double FIRST = 1.5;

  private static final int DAY = 24;

  /// Adviser on a container's memory.
  private interface Adviser {
    void hour(int hour, double peak, boolean restarted);

    void killed(int hour, double limit);

    double limit(double present);
  }

  static AdviceTrial ours(ContainerSeries series) {
    return run(series, new Ours());
  }

  static AdviceTrial peer(ContainerSeries series) {
    return run(series, new Peer());
  }

  private static AdviceTrial run(ContainerSeries series, Adviser adviser) {
    double limit = FIRST * series.bytes()[0];
    int kills = 0;
    int changes = 0;
    double waste = 0;
    int days = 0;
    double[] limits = new double[DAY];
    for (int hour = 0; hour < ContainerSeries.HOURS; hour++) {
      double peak = 0;
      boolean restarted = false;
      int from = hour * ContainerSeries.SAMPLES_PER_HOUR;
      for (int i = from; i < from + ContainerSeries.SAMPLES_PER_HOUR; i++) {
        restarted |= series.restarted()[i];
        peak = Math.max(peak, series.bytes()[i]);
      }
      boolean killed = peak > limit;
      adviser.hour(hour, Math.min(peak, limit), restarted || killed);
      if (killed) {
        kills++;
        adviser.killed(hour, limit);
      }
      double next = adviser.limit(limit);
      changes += next == limit ? 0 : 1;
      limit = next;
      limits[hour % DAY] = limit;
      if (hour % DAY == DAY - 1 && hour > DAY) {
        waste += Arrays.stream(limits).average().orElseThrow() / dayPeak(series, hour) - 1;
        days++;
      }
    }
    return new AdviceTrial(kills, changes, waste / days);
  }

  private static double dayPeak(ContainerSeries series, int lastHour) {
    int to = (lastHour + 1) * ContainerSeries.SAMPLES_PER_HOUR;
    return Arrays.stream(series.bytes(), to - DAY * ContainerSeries.SAMPLES_PER_HOUR, to)
        .max()
        .orElseThrow();
  }

  /// Rheostat's advice.
  private static final class Ours implements Adviser {
    private MemoryUse use = MemoryUse.NONE;

    @Override
    public void hour(int hour, double peak, boolean restarted) {
      use = use.hour(peak, restarted);
    }

    @Override
    public void killed(int hour, double limit) {
      use = use.killed(limit);
    }

    @Override
    public double limit(double present) {
      return use.isWorthIt(present) ? use.advisedBytes() : present;
    }
  }

  /// The vertical pod autoscaler's advice, applied when it differs by a tenth.
  private static final class Peer implements Adviser {
    private static final double DAMPING = 0.1;

    private final VpaHistogram histogram = new VpaHistogram();

    @Override
    public void hour(int hour, double peak, boolean restarted) {
      histogram.add(hour, peak);
    }

    @Override
    public void killed(int hour, double limit) {
      histogram.killed(hour, limit);
    }

    @Override
    public double limit(double present) {
      double advice = histogram.advice();
      return Math.abs(advice / present - 1) > DAMPING ? advice : present;
    }
  }
}
