package io.rheostat.contest.history;

import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import java.time.Instant;
import java.util.List;

/// Collects the reports on one workload's replicas, equal ones in a row once.
final class ReplicaRecorder {
  private final PackedReports reports = new PackedReports();
  private List<PlacementStatus> last = List.of();

  void observed(Observed observed) {
    if (!last.equals(observed.placements())) {
      last = observed.placements();
      reports.add(new ReplicaHistory.Report(observed.at(), last));
    }
  }

  /// Returns the replicas over a section.
  ReplicaHistory history(Instant from, Instant to) {
    return new ReplicaHistory(from, to, reports);
  }
}
