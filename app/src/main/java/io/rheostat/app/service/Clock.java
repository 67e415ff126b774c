package io.rheostat.app.service;

import io.rheostat.ingest.time.Pacer;
import java.time.InstantSource;

/// The one clock of a process: what records are dated by, and how loops wait on it.
///
/// @param source the time
/// @param pacer waits on that time
public record Clock(InstantSource source, Pacer pacer) {
  /// The machine's own time.
  public static Clock real() {
    return new Clock(InstantSource.system(), Pacer.real());
  }

  /// A time that somebody moves by hand, who calls the loops in turn: none waits on it.
  public static Clock stepped(InstantSource source) {
    return new Clock(
        source,
        time -> {
          throw new IllegalStateException("a loop waits for " + time + " on a stepped clock");
        });
  }
}
