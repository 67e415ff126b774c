package io.rheostat.app.demo;

import io.rheostat.ingest.time.Pacer;
import java.time.Instant;
import java.time.InstantSource;

/// The demo's one clock: it stands where the simulated world stands, and moves when the world does.
final class DemoClock implements InstantSource, Pacer {
  private Instant now;
  private boolean stopped;

  DemoClock(Instant start) {
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
