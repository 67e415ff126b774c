package io.rheostat.core.member;

import io.rheostat.model.Require;
import io.rheostat.model.command.Observed;
import io.rheostat.model.estimate.Estimate;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reported part of a pool's member, written by estimates, reports of targets and alerts.
/// Immutable.
///
/// @param estimate newest estimate
/// @param observed newest report of running replicas
/// @param continuity age and continuity of these reports
/// @param floors replica floors of alerts by name and labels
/// @param shortages placements without available replicas
/// @param pendingSince start of the wait for pending replicas, by placement
/// @param startups measured start-up seconds by placement
public record MemberReports(
    Optional<Estimate> estimate,
    Optional<Observed> observed,
    Continuity continuity,
    SortedMap<String, Floor> floors,
    SortedMap<String, Shortage> shortages,
    SortedMap<String, Instant> pendingSince,
    SortedMap<String, Double> startups) {
  /// Reports of a member before the first one.
  static final MemberReports NONE =
      new MemberReports(
          Optional.empty(),
          Optional.empty(),
          Continuity.NEW,
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>());

  /// Placement without available replicas.
  ///
  /// @param until earliest time of the next attempt
  /// @param times number of attempts in a row
  /// @param reason reason reported by the target
  public record Shortage(Instant until, int times, String reason) {}

  /// Replica floor of one alert instance.
  ///
  /// @param replicas fewest desired replicas while it is in force
  /// @param until end of its hold, set when the instance was first seen; repeats never move it
  /// @param base desired replicas before any alert, multiplied by the factor
  /// @param startsAt start of the alert instance
  /// @param seenAt time of the last notification
  /// @param resolvedAt time of the resolution; empty while it fires
  /// @param settledAt end of the time in which a new alert counts from this one's base: desired
  ///     replicas may still be due to it
  public record Floor(
      int replicas,
      Instant until,
      int base,
      Instant startsAt,
      Instant seenAt,
      Optional<Instant> resolvedAt,
      Instant settledAt) {
    /// Returns whether the floor binds.
    public boolean inForce(Instant now) {
      return resolvedAt.isEmpty() && now.isBefore(until);
    }
  }

  public MemberReports {
    floors = Require.sortedCopy(floors);
    shortages = Require.sortedCopy(shortages);
    pendingSince = Require.sortedCopy(pendingSince);
    startups = Require.sortedCopy(startups);
  }
}
