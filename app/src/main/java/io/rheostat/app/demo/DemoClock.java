package io.rheostat.app.demo;

import java.time.Instant;
import java.time.InstantSource;

/// The demo's one clock: it stands where the simulated world stands, and moves when the world does.
final class DemoClock implements InstantSource {
  private volatile Instant now;

  DemoClock(Instant start) {
    now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  void moveTo(Instant time) {
    now = time;
  }
}
