package io.rheostat.app.service.role;

import io.rheostat.config.settings.Configuration;
import io.rheostat.model.fleet.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Configuration in force, and the problems of files that were refused since.
public final class DeclaredConfiguration {
  private final InstantSource clock;
  private volatile Configuration current;
  private volatile Instant at;
  private volatile List<String> problems = List.of();

  /// @param clock source of the configuration's age
  public DeclaredConfiguration(Configuration first, InstantSource clock) {
    this.clock = clock;
    current = first;
    at = clock.instant();
  }

  /// Returns the configuration in force.
  public Configuration current() {
    return current;
  }

  /// Returns the declared fleet.
  public Fleet fleet() {
    return current.fleet();
  }

  /// Replaces the configuration.
  public void declare(Configuration changed) {
    current = changed;
    at = clock.instant();
  }

  /// Returns the age of the configuration.
  public Duration age() {
    return Duration.between(at, clock.instant());
  }

  /// Returns the problems of refused files; empty when the newest files are in force.
  public List<String> problems() {
    return problems;
  }

  /// Records the problems of refused files; the configuration in force stays.
  public void refused(List<String> reasons) {
    problems = List.copyOf(reasons);
  }
}
