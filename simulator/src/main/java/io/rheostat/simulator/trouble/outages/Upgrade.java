package io.rheostat.simulator.trouble.outages;

import io.rheostat.simulator.trouble.Interference;
import java.time.Instant;

/// Stop and start of the autoscaler from the bytes of its own state, at one moment.
public final class Upgrade implements Interference {
  private final Instant at;
  private boolean done;

  public Upgrade(Instant at) {
    this.at = at;
  }

  @Override
  public boolean restarts(Instant now) {
    if (done || now.isBefore(at)) {
      return false;
    }
    done = true;
    return true;
  }
}
