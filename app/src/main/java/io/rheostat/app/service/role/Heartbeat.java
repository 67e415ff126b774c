package io.rheostat.app.service.role;

import java.time.Duration;
import java.util.Optional;

/// Sign of life of one loop: it beats at each turn, and is unwell when it did not within its
/// period.
final class Heartbeat {
  private final String name;
  private final Duration period;
  private volatile long turned = System.nanoTime();

  /// @param name of the part, for a person
  /// @param period longest time of a turn
  Heartbeat(String name, Duration period) {
    this.name = name;
    this.period = period;
  }

  void beat() {
    turned = System.nanoTime();
  }

  /// Returns the problem; empty when the loop turned within its period.
  Optional<String> problem() {
    Duration silent = Duration.ofNanos(System.nanoTime() - turned);
    return silent.compareTo(period) <= 0
        ? Optional.empty()
        : Optional.of(name + " has not turned for " + silent.toSeconds() + " s");
  }
}
