package io.rheostat.benchmarks.latency.load;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.HdrHistogram.Histogram;

/// Times from the receipt of bytes to their effect. Safe for use by several threads.
public final class Latencies {
  private static final long MOST_MICROS = 600_000_000L;

  private final Histogram micros = new Histogram(MOST_MICROS, 3);
  private long since = Long.MAX_VALUE;

  /// Returns microseconds since 1970.
  public static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /// Resets the counts; only bytes received from now on count.
  public synchronized void begin() {
    micros.reset();
    since = nowMicros();
  }

  /// Records one elapsed time, in microseconds.
  public synchronized void took(long elapsedMicros) {
    micros.recordValue(Math.clamp(elapsedMicros, 0, MOST_MICROS));
  }

  /// Records an effect read now, from the time its bytes were received.
  public synchronized void read(long receivedMicros) {
    if (receivedMicros >= since) {
      took(nowMicros() - receivedMicros);
    }
  }

  /// Returns count, median, 99th percentile and maximum of the times since the last reset, in
  /// milliseconds.
  public synchronized Figures figures() {
    return new Figures(
        micros.getTotalCount(),
        micros.getValueAtPercentile(50) / 1000.0,
        micros.getValueAtPercentile(99) / 1000.0,
        micros.getMaxValue() / 1000.0);
  }

  /// Count and percentiles of a window; all 0 if nothing was read.
  ///
  /// @param count number of effects read
  public record Figures(long count, double p50Millis, double p99Millis, double maxMillis) {}
}
