package io.rheostat.ingest.time;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Clocks of ingest.
///
/// @param clock source of all records' dates; scaled or simulated in a demo
/// @param pacer waits on that clock
/// @param wall the machine's own time, only to measure the latency of a record
public record IngestTime(InstantSource clock, Pacer pacer, InstantSource wall) {
  /// Returns the machine's own time for everything.
  public static IngestTime real() {
    return new IngestTime(InstantSource.system(), Pacer.real(), InstantSource.system());
  }

  /// Returns the current time, on the clock of the records' dates.
  public Instant now() {
    return clock.instant();
  }

  /// Returns the machine's own time in microseconds since 1970.
  public long wallMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, wall.instant());
  }
}
