package io.rheostat.simulator.trouble;

import java.time.Instant;

/// Downtime of the autoscaler: nothing is read and nothing decided; its state is kept.
///
/// @param window of the downtime
public record Downtime(Window window) implements Interference {
  @Override
  public boolean runs(Instant now) {
    return !window.contains(now);
  }
}
