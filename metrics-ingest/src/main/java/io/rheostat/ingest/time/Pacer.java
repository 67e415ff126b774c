package io.rheostat.ingest.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Waits of loops, on the same clock as their times: real, scaled or simulated.
public interface Pacer {
  /// Returns when a time has come, at once when it has passed.
  ///
  /// @throws InterruptedException when the waiting thread is interrupted
  void sleepUntil(Instant time) throws InterruptedException;

  /// Returns a pacer on the machine's own time.
  static Pacer real() {
    InstantSource system = InstantSource.system();
    return time -> Thread.sleep(Duration.between(system.instant(), time));
  }
}
