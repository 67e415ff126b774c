package io.rheostat.contest.history;

import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Collects the reports on one workload's replicas, equal ones in a row once.
final class ReplicaRecorder {
  private final PackedReports reports = new PackedReports();
  private Optional<List<PlacementStatus>> last = Optional.empty();

  void observed(Observed observed) {
    Optional<List<PlacementStatus>> now = Optional.of(observed.placements());
    if (!last.equals(now)) {
      last = now;
      reports.add(new ReplicaHistory.Report(observed.at(), observed.placements()));
    }
  }

  /// Returns the replicas over a section.
  ReplicaHistory history(Instant from, Instant to) {
    return new ReplicaHistory(from, to, reports);
  }
}
