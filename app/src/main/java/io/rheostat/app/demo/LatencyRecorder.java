package io.rheostat.app.demo;

import io.rheostat.actuator.shell.CommandListener;
import io.rheostat.model.command.Command;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/// Wall time from the bytes of a metric page to the resulting command, as read by the actuator.
/// Commands of a joint solve follow a tick and have no such time.
public final class LatencyRecorder implements CommandListener {
  private static final long MOST_MICROS = 600_000_000L;
  private final Histogram micros = new Histogram(MOST_MICROS, 3);

  @Override
  public synchronized void read(Command command, OptionalLong receivedMicros) {
    if (receivedMicros.isPresent()) {
      long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
      long taken = Math.max(0, now - receivedMicros.getAsLong());
      micros.recordValue(Math.min(MOST_MICROS, taken));
    }
  }

  /// Returns the number of commands with a signal to measure from.
  public synchronized long count() {
    return micros.getTotalCount();
  }

  /// Returns a percentile in milliseconds; 0 without commands.
  public synchronized double percentileMillis(double percentile) {
    return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / 1000.0;
  }

  /// Returns the longest in milliseconds; 0 without commands.
  public synchronized double maxMillis() {
    return micros.getTotalCount() == 0 ? 0 : micros.getMaxValue() / 1000.0;
  }
}
