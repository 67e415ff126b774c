package io.rheostat.app.service.role;

import io.rheostat.config.settings.Configuration;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Configuration in force: that of the files with the submitted jobs, and the problems of files
/// that were refused since.
public final class DeclaredConfiguration {
  private final InstantSource clock;
  private volatile Configuration files;
  private volatile Configuration current;
  private volatile SortedMap<String, Workload> jobs = new TreeMap<>();
  private volatile Instant at;
  private volatile List<String> problems = List.of();

  /// @param clock source of the configuration's age
  public DeclaredConfiguration(Configuration first, InstantSource clock) {
    this.clock = clock;
    files = first;
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

  /// Returns the fleet of the files alone, without submitted jobs.
  public Fleet fleetOfFiles() {
    return files.fleet();
  }

  /// Replaces the configuration of the files; submitted jobs stay.
  public synchronized void declare(Configuration changed) {
    files = changed;
    current = changed.with(readable());
    at = clock.instant();
  }

  /// Replaces the submitted jobs, by name.
  public synchronized void submitted(SortedMap<String, Workload> changed) {
    jobs = new TreeMap<>(changed);
    current = files.with(readable());
  }

  /// Returns the submitted jobs whose metrics this instance has a preset for: another would end the
  /// reading of all.
  private SortedMap<String, Workload> readable() {
    SortedMap<String, Workload> readable = new TreeMap<>(jobs);
    readable.values().removeIf(job -> !missing(job).isEmpty());
    return readable;
  }

  private List<String> missing(Workload job) {
    return job.metrics().stream()
        .map(MetricsBinding::preset)
        .filter(preset -> !files.presets().containsKey(preset))
        .toList();
  }

  /// Returns a sentence about submitted jobs that are not taken here; empty when all are.
  public synchronized Optional<String> unreadJobs() {
    List<String> sentences =
        jobs.values().stream()
            .filter(job -> !missing(job).isEmpty())
            .map(
                job ->
                    "job "
                        + job.name()
                        + " is not taken here: no preset is called "
                        + String.join(", ", missing(job)))
            .toList();
    return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", sentences));
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
