package io.rheostat.benchmarks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.HdrHistogram.Histogram;

/// Times from the receipt of bytes to what followed from them. Safe for use by several threads.
final class Latencies {
  private static final long MOST_MICROS = 600_000_000L;

  private final Histogram micros = new Histogram(MOST_MICROS, 3);
  private long since = Long.MAX_VALUE;

  /// Microseconds since 1970.
  static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /// Counts only what was received from now on.
  synchronized void begin() {
    micros.reset();
    since = nowMicros();
  }

  /// Something took so long.
  synchronized void took(long elapsedMicros) {
    micros.recordValue(Math.clamp(elapsedMicros, 0, MOST_MICROS));
  }

  /// Something that followed from bytes received at a time was read now.
  synchronized void read(long receivedMicros) {
    if (receivedMicros >= since) {
      took(nowMicros() - receivedMicros);
    }
  }

  synchronized Figures figures() {
    return new Figures(
        micros.getTotalCount(),
        micros.getValueAtPercentile(50) / 1000.0,
        micros.getValueAtPercentile(99) / 1000.0,
        micros.getMaxValue() / 1000.0);
  }

  /// What a window amounts to; all 0 when nothing was read.
  ///
  /// @param count how many were read
  record Figures(long count, double p50Millis, double p99Millis, double maxMillis) {}
}
