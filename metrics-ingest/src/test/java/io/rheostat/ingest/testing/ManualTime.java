package io.rheostat.ingest.testing;

import io.rheostat.ingest.time.IngestTime;
import io.rheostat.ingest.time.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands until a test moves it, and a pacer that waits on it.
public final class ManualTime implements InstantSource, Pacer {
  private Instant now;

  public ManualTime(Instant start) {
    now = start;
  }

  public IngestTime ingestTime() {
    return new IngestTime(this, this, this);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized void sleepUntil(Instant time) throws InterruptedException {
    while (now.isBefore(time)) {
      wait();
    }
  }

  public synchronized void advance(Duration step) {
    now = now.plus(step);
    notifyAll();
  }
}
