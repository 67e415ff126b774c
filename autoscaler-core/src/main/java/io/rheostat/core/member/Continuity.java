package io.rheostat.core.member;

import io.rheostat.core.Tuning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Continuity of a member's view: last report of each source, start of complete coverage, and
/// numbers of silent ready replicas by duration. Immutable.
///
/// @param estimatedAt newest estimate
/// @param observedAt newest report of what runs at the targets
/// @param alertedAt newest alert notification
/// @param concludedAt newest end of a command
/// @param completeSince begin of complete coverage without a gap longer than
///     [Tuning.Coverage#longestGap]
/// @param completeAt last time at which coverage was complete
/// @param silent numbers of ready replicas without metrics, rising, each with the time since which
///     at least so many were silent
public record Continuity(
    Optional<Instant> estimatedAt,
    Optional<Instant> observedAt,
    Optional<Instant> alertedAt,
    Optional<Instant> concludedAt,
    Optional<Instant> completeSince,
    Optional<Instant> completeAt,
    List<Silent> silent) {
  private static final Tuning.Coverage TUNING = Tuning.DEFAULT.coverage();

  /// Most numbers of silent replicas remembered, to bound the state.
  private static final int MOST_LEVELS = 32;

  public static final Continuity NEW =
      new Continuity(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  /// Number of silent replicas.
  ///
  /// @param replicas minimum number of silent replicas
  /// @param since start of that silence
  public record Silent(int replicas, Instant since) {}

  public Continuity {
    silent = List.copyOf(silent);
  }

  /// Returns the view after an estimate at a time.
  public Continuity estimated(Instant now) {
    return new Continuity(
        Optional.of(now), observedAt, alertedAt, concludedAt, completeSince, completeAt, silent);
  }

  /// Returns the view after a report of the targets' replicas at a time.
  public Continuity observed(Instant now) {
    return new Continuity(
        estimatedAt, Optional.of(now), alertedAt, concludedAt, completeSince, completeAt, silent);
  }

  /// Returns the view after an alert notification at a time.
  public Continuity alerted(Instant now) {
    return new Continuity(
        estimatedAt, observedAt, Optional.of(now), concludedAt, completeSince, completeAt, silent);
  }

  /// Returns the view after the end of a command at a time.
  public Continuity concluded(Instant now) {
    return new Continuity(
        estimatedAt, observedAt, alertedAt, Optional.of(now), completeSince, completeAt, silent);
  }

  /// Returns the watch after coverage was complete at a time.
  public Continuity complete(Instant now) {
    boolean gap =
        completeAt.isEmpty()
            || Duration.between(completeAt.get(), now).compareTo(TUNING.longestGap()) > 0;
    Optional<Instant> since = gap ? Optional.of(now) : completeSince;
    return new Continuity(
        estimatedAt, observedAt, alertedAt, concludedAt, since, Optional.of(now), silent);
  }

  /// Returns the watch after a number of ready replicas did not report at a time.
  public Continuity missing(int replicas, Instant now) {
    List<Silent> levels = new ArrayList<>();
    for (Silent level : silent) {
      if (level.replicas() < replicas) {
        levels.add(level);
      } else {
        // As many as now, or more then: at least the present number has been silent since.
        levels.add(new Silent(replicas, level.since()));
        break;
      }
    }
    boolean known = !levels.isEmpty() && levels.getLast().replicas() == replicas;
    if (replicas > 0 && !known && levels.size() < MOST_LEVELS) {
      levels.add(new Silent(replicas, now));
    }
    levels.removeIf(level -> level.replicas() == 0);
    return new Continuity(
        estimatedAt, observedAt, alertedAt, concludedAt, completeSince, completeAt, levels);
  }

  /// Returns the number of replicas silent for longer than [Tuning.Coverage#startGrace].
  public int silentReplicas(Instant now) {
    int replicas = 0;
    for (Silent level : silent) {
      if (!now.isBefore(level.since().plus(TUNING.startGrace()))) {
        replicas = Math.max(replicas, level.replicas());
      }
    }
    return replicas;
  }

  /// Returns the time of complete coverage without a long gap.
  public Duration watched(Instant now) {
    return completeSince.map(since -> age(since, now)).orElse(Duration.ZERO);
  }

  /// Returns the time passed since then, never negative.
  public static Duration age(Instant since, Instant now) {
    Duration age = Duration.between(since, now);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
