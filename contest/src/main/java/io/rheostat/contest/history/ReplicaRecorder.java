package io.rheostat.contest.history;

import io.rheostat.model.command.Observed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Collects the reports on one workload's replicas, equal ones in a row once.
final class ReplicaRecorder {
  private final List<ReplicaHistory.Report> reports = new ArrayList<>();

  void observed(Observed observed) {
    if (reports.isEmpty() || !reports.getLast().placements().equals(observed.placements())) {
      reports.add(new ReplicaHistory.Report(observed.at(), observed.placements()));
    }
  }

  /// Returns the replicas over a section: the report that holds at its start, and those within it.
  ReplicaHistory history(Instant from, Instant to) {
    List<ReplicaHistory.Report> kept = new ArrayList<>();
    for (ReplicaHistory.Report report : reports) {
      if (!report.at().isAfter(from)) {
        kept.clear();
      }
      if (report.at().isBefore(to)) {
        kept.add(report);
      }
    }
    return new ReplicaHistory(from, to, kept);
  }
}
