package io.rheostat.app.service.runtime;

import java.time.Duration;
import java.util.Optional;

/// Sign of life of one loop: it beats at each turn, and is unwell when it did not within its
/// period.
public final class Heartbeat {
  private final String name;
  private final Duration period;
  private volatile long turned = System.nanoTime();

  /// @param name of the part, for a person
  /// @param period longest time of a turn
  public Heartbeat(String name, Duration period) {
    this.name = name;
    this.period = period;
  }

  /// Tells of a turn.
  public void beat() {
    turned = System.nanoTime();
  }

  /// Returns the problem; empty when the loop turned within its period.
  public Optional<String> problem() {
    Duration silent = Duration.ofNanos(System.nanoTime() - turned);
    return silent.compareTo(period) <= 0
        ? Optional.empty()
        : Optional.of(name + " has not turned for " + silent.toSeconds() + " s");
  }
}
