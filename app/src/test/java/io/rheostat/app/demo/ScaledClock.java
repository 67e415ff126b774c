package io.rheostat.app.demo;

import io.rheostat.ingest.time.Pacer;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands where the simulated world stands, and that loops with threads of their own
/// wait on.
final class ScaledClock implements InstantSource, Pacer {
  private Instant now;
  private boolean stopped;

  ScaledClock(Instant start) {
    now = start;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /// Moves the clock; waiting loops go on.
  synchronized void moveTo(Instant time) {
    if (time.isAfter(now)) {
      now = time;
      notifyAll();
    }
  }

  /// Lets everybody who waits go on, now and later, so that they can end.
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  @Override
  public synchronized void sleepUntil(Instant time) throws InterruptedException {
    while (now.isBefore(time)) {
      if (stopped) {
        throw new InterruptedException("the demo is over");
      }
      wait();
    }
  }
}
