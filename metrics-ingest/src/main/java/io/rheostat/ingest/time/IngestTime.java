package io.rheostat.ingest.time;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// The times of ingest.
///
/// @param clock what all records are dated by; scaled or simulated in a demo
/// @param pacer waits on that clock
/// @param wall the machine's own time, only to measure how long a record took
public record IngestTime(InstantSource clock, Pacer pacer, InstantSource wall) {
  /// The machine's own time for everything.
  public static IngestTime real() {
    return new IngestTime(InstantSource.system(), Pacer.real(), InstantSource.system());
  }

  /// Now, on the clock that dates records.
  public Instant now() {
    return clock.instant();
  }

  /// The machine's own time in microseconds since 1970.
  public long wallMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, wall.instant());
  }
}
