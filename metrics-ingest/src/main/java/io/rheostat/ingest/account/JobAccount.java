package io.rheostat.ingest.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the targets of one scrape job came to. Safe for use by many threads.
public final class JobAccount {
  /// Time that a new job has to find targets before it is told that there are none.
  private static final Duration GRACE = Duration.ofSeconds(30);

  private static final int MOST_NAMED = 5;

  private final String job;
  private final Instant since;
  private final Map<String, Target> targets = new TreeMap<>();
  private List<String> missing = List.of();
  private List<String> bad = List.of();

  /// A target's last look.
  private record Target(Optional<Instant> readAt, Optional<String> failure, Instant since) {}

  JobAccount(String job, Instant since) {
    this.job = job;
    this.since = since;
  }

  /// Takes note of a target that was looked for.
  ///
  /// @param failure why it could not be read; empty when it was
  public synchronized void looked(String target, Instant now, Optional<String> failure) {
    Target before = targets.get(target);
    Optional<Instant> readAt =
        failure.isEmpty() ? Optional.of(now) : Optional.ofNullable(before).flatMap(Target::readAt);
    targets.put(target, new Target(readAt, failure, before == null ? now : before.since));
  }

  /// Takes note of a target that is a target no more.
  public synchronized void left(String target) {
    targets.remove(target);
  }

  /// Takes note of a target that is new.
  public synchronized void found(String target, Instant now) {
    targets.putIfAbsent(target, new Target(Optional.empty(), Optional.empty(), now));
  }

  /// Takes note of where its targets come from.
  ///
  /// @param missingFiles files that are not there, and patterns that fit none
  /// @param problems what is wrong with sources or entries of them
  public synchronized void sources(List<String> missingFiles, List<String> problems) {
    missing = List.copyOf(missingFiles);
    bad = List.copyOf(problems);
  }

  /// Targets now.
  public synchronized int targets() {
    return targets.size();
  }

  /// Targets that could not be read when they were looked for last.
  public synchronized int failing() {
    return (int) targets.values().stream().filter(one -> one.failure.isPresent()).count();
  }

  /// Returns what is wrong, a sentence each.
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
