package io.rheostat.simulator.trouble.outages;

import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.trouble.TroubleWindow;
import java.time.Instant;

/// Downtime of the autoscaler: nothing is read and nothing decided; its state is kept.
///
/// @param window of the downtime
public record Downtime(TroubleWindow window) implements Interference {
  @Override
  public boolean runs(Instant now) {
    return !window.contains(now);
  }
}
