package io.rheostat.app.service.runtime;

import io.rheostat.ingest.time.Pacer;
import java.time.InstantSource;

/// The one clock of a process: source of the records' dates and of the loops' waits.
///
/// @param source source of the time
/// @param pacer waits on that time
public record Clock(InstantSource source, Pacer pacer) {
  /// Returns the clock of the machine's own time.
  public static Clock real() {
    return new Clock(InstantSource.system(), Pacer.real());
  }

  /// Returns a clock moved by hand; its mover calls the loops in turn, so none waits on it.
  public static Clock stepped(InstantSource source) {
    return new Clock(
        source,
        time -> {
          throw new IllegalStateException("a loop waits for " + time + " on a stepped clock");
        });
  }
}
