package io.rheostat.core.workload;

import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Ready replicas as reported by the targets, and start of their agreement with the replicas
/// reporting metrics. It distinguishes a departed replica from a silent one. Immutable.
///
/// @param ready replicas reported ready by the targets and expected to send metrics
/// @param reportedAt receipt of that report, epoch milliseconds; 0 when unknown
/// @param completeAt last time at which every ready replica reported metrics, epoch milliseconds; 0
///     for never
/// @param completeSince start of the present time without a long gap, epoch milliseconds
/// @param surplusSince start of a surplus of known over ready replicas, epoch milliseconds; 0
///     without one
public record Presence(
    int ready, long reportedAt, long completeAt, long completeSince, long surplusSince) {
  static final Presence UNKNOWN = new Presence(0, 0, 0, 0, 0);

  /// Longest gap filled by the counters after it; over a longer one they only give a mean.
  private static final long FILLED_MILLIS = 30_000;

  /// Returns whether a recent report gives the number of ready replicas.
  public boolean isKnown(long now) {
    return reportedAt > 0 && now - reportedAt <= Observed.MAX_AGE.toMillis();
  }

  /// Returns the presence after a report. A report without every declared placement, or with one
  /// not seen for long, gives no count.
  public Presence reported(Observed report, Workload workload, long now) {
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

  /// Returns this with the note of reports from every ready replica.
  public Presence complete(long now) {
    boolean gap = now - completeAt > FILLED_MILLIS;
    return new Presence(ready, reportedAt, now, gap ? now : completeSince, surplusSince);
  }

  /// Returns this with the note whether more replicas are known than are ready.
  public Presence surplus(boolean more, long now) {
    long since = more ? surplusSince == 0 ? now : surplusSince : 0;
    return since == surplusSince
        ? this
        : new Presence(ready, reportedAt, completeAt, completeSince, since);
  }
}
