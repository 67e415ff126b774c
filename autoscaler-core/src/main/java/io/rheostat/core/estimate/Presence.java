package io.rheostat.core.estimate;

import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Placement;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Ready replicas as the targets report them, and since when that agrees with those that report
/// metrics. It tells a replica that left from one that is silent. Immutable.
///
/// @param ready replicas that the targets report ready and that are expected to send metrics
/// @param reportedAt when that was received, epoch milliseconds; 0 when it is not known
/// @param completeAt when every ready replica last reported metrics, epoch milliseconds; 0 for
///     never
/// @param completeSince begin of the present time without a long gap, epoch milliseconds
/// @param surplusSince since when more replicas are known than are ready, epoch milliseconds; 0
///     while they are not
record Presence(
    int ready, long reportedAt, long completeAt, long completeSince, long surplusSince) {
  static final Presence UNKNOWN = new Presence(0, 0, 0, 0, 0);

  /// A gap up to this is filled by the counters that come after it; over a longer one they only
  /// tell a mean.
  private static final long FILLED_MILLIS = 30_000;

  /// Returns true when a recent report tells how many replicas are ready.
  boolean isKnown(long now) {
    return reportedAt > 0 && now - reportedAt <= Observed.MAX_AGE.toMillis();
  }

  /// Returns what is known after a report. One that does not tell of every declared placement, or
  /// has not seen one for long, tells no count.
  Presence reported(Observed report, Workload workload, long now) {
    for (Placement placement : workload.placements()) {
      if (!isRecent(report, placement.name())) {
        return new Presence(0, 0, completeAt, completeSince, 0);
      }
    }
    int sum = report.placements().stream().mapToInt(PlacementStatus::ready).sum();
    // A training job reports through one of its workers, and a profiled one need not report.
    int expected =
        switch (workload.objective()) {
          case Objective.Inference _ -> sum;
          case Objective.Training _ -> Math.min(1, sum);
          case Objective.Profiled _ -> 0;
        };
    return new Presence(expected, now, completeAt, completeSince, surplusSince);
  }

  private static boolean isRecent(Observed report, String placement) {
    Optional<Instant> seen = report.observedAt(placement);
    return report.status(placement).isPresent()
        && seen.isPresent()
        && Duration.between(seen.get(), report.at()).compareTo(Observed.MAX_AGE) <= 0;
  }

  /// Returns this with the note that every ready replica reports.
  Presence complete(long now) {
    boolean gap = now - completeAt > FILLED_MILLIS;
    return new Presence(ready, reportedAt, now, gap ? now : completeSince, surplusSince);
  }

  /// Returns this with the note whether more replicas are known than are ready.
  Presence surplus(boolean more, long now) {
    long since = more ? surplusSince == 0 ? now : surplusSince : 0;
    return since == surplusSince
        ? this
        : new Presence(ready, reportedAt, completeAt, completeSince, since);
  }
}
