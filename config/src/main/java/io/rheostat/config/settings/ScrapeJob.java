package io.rheostat.config.settings;

import io.rheostat.model.Require;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/// Scrape job: targets with their pages read at an interval.
///
/// @param name the job's name; becomes the label `job`
/// @param interval between two scrapes of a target, at least one second
/// @param timeout of one scrape, at most the interval
/// @param path of the page, unless a target's label `__metrics_path__` says otherwise
/// @param targets host:port each
/// @param labels added to every series of the static targets, of targets from DNS and of pods,
///     because neither source knows the job's labels
/// @param files file service discovery: JSON or YAML files in Prometheus' format, re-read on change
/// @param lookups further sources of targets
public record ScrapeJob(
    String name,
    Duration interval,
    Duration timeout,
    String path,
    List<String> targets,
    SortedMap<String, String> labels,
    List<String> files,
    List<TargetLookup> lookups) {
  public ScrapeJob {
    Require.text("job name", name);
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("interval is " + interval + ". It must be 1s or more.");
    }
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(interval) > 0) {
      throw new IllegalArgumentException(
          "timeout is "
              + timeout
              + ". It must be above 0 and at most the interval "
              + interval
              + ".");
    }
    targets = List.copyOf(targets);
    labels = Require.sortedCopy(labels);
    files = List.copyOf(files);
    lookups = List.copyOf(lookups);
  }

  /// Creates a job without lookups: its targets are given here or in files.
  public ScrapeJob(
      String name,
      Duration interval,
      Duration timeout,
      String path,
      List<String> targets,
      SortedMap<String, String> labels,
      List<String> files) {
    this(name, interval, timeout, path, targets, labels, files, List.of());
  }
}
