package io.rheostat.simulator.trouble;

import java.time.Instant;

/// The autoscaler does not run for a while: nothing is read and nothing decided; its state is kept.
///
/// @param window while it is down
public record Downtime(Window window) implements Interference {
  @Override
  public boolean runs(Instant now) {
    return !window.contains(now);
  }
}
