package io.rheostat.ingest.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Scrape results of the targets of one scrape job. Safe for use by many threads.
public final class JobAccount {
  /// Time for a new job to find targets before their absence is reported.
  private static final Duration GRACE = Duration.ofSeconds(30);

  private static final int MOST_NAMED = 5;

  private final String job;
  private final Instant since;
  private final Map<String, Target> targets = new TreeMap<>();
  private List<String> missing = List.of();
  private List<String> bad = List.of();

  /// Result of a target's last scrape.
  private record Target(Optional<Instant> readAt, Optional<String> failure, Instant since) {}

  JobAccount(String job, Instant since) {
    this.job = job;
    this.since = since;
  }

  /// Records a scrape of a target.
  ///
  /// @param failure reason for a failed scrape; empty after a successful one
  public synchronized void looked(String target, Instant now, Optional<String> failure) {
    Target before = targets.get(target);
    Optional<Instant> readAt =
        failure.isEmpty() ? Optional.of(now) : Optional.ofNullable(before).flatMap(Target::readAt);
    targets.put(target, new Target(readAt, failure, before == null ? now : before.since));
  }

  /// Removes a target, no longer discovered.
  public synchronized void left(String target) {
    targets.remove(target);
  }

  /// Adds a newly discovered target.
  public synchronized void found(String target, Instant now) {
    targets.putIfAbsent(target, new Target(Optional.empty(), Optional.empty(), now));
  }

  /// Records the state of the target sources.
  ///
  /// @param missingFiles absent files, and patterns without a match
  /// @param problems defects of sources or of their entries
  public synchronized void sources(List<String> missingFiles, List<String> problems) {
    missing = List.copyOf(missingFiles);
    bad = List.copyOf(problems);
  }

  /// Returns the number of targets.
  public synchronized int targets() {
    return targets.size();
  }

  /// Returns the number of targets with a failed last scrape.
  public synchronized int failing() {
    return (int) targets.values().stream().filter(one -> one.failure.isPresent()).count();
  }

  /// Returns the problems, a sentence each.
  public synchronized List<String> troubles(Instant now) {
    List<String> troubles = new ArrayList<>();
    for (String file : missing) {
      troubles.add("no file " + file + " is there");
    }
    troubles.addAll(bad);
    if (targets.isEmpty() && !now.isBefore(since.plus(GRACE))) {
      troubles.add("has no target");
    }
    List<String> failing = new ArrayList<>();
    targets.forEach(
        (target, one) ->
            one.failure.ifPresent(words -> failing.add(failing(target, one, words, now))));
    if (!failing.isEmpty()) {
      List<String> named = failing.subList(0, Math.min(MOST_NAMED, failing.size()));
      troubles.add(
          failing.size()
              + " of "
              + targets.size()
              + " targets can't be read: "
              + String.join("; ", named));
    }
    return troubles;
  }

  private static String failing(String target, Target one, String words, Instant now) {
    String age =
        one.readAt
            .map(at -> "last read " + Duration.between(at, now).toSeconds() + " s ago")
            .orElseGet(
                () -> "never read in " + Duration.between(one.since, now).toSeconds() + " s");
    return target + " (" + words + ", " + age + ")";
  }

  String job() {
    return job;
  }
}
