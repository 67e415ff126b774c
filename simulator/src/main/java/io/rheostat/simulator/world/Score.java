package io.rheostat.simulator.world;

import io.rheostat.model.Require;
import java.util.SortedMap;

/// Score of a world so far.
///
/// @param total over all workloads
/// @param workloads by name
public record Score(Line total, SortedMap<String, Line> workloads) {
  public Score {
    workloads = Require.sortedCopy(workloads);
  }

  /// Returns one workload's line.
  ///
  /// @throws IllegalArgumentException for an undeclared workload
  public Line of(String workload) {
    Line line = workloads.get(workload);
    if (line == null) {
      throw new IllegalArgumentException("workload " + workload + " is not declared.");
    }
    return line;
  }

  /// Score of one workload, or of all.
  ///
  /// @param arrived requests so far
  /// @param requests with a known verdict: finished; refused, being too long for a replica; or
  ///     overdue: unfinished and past the objective's time to first token
  /// @param requestsWithinSlo finished with TTFT and mean TPOT within the objective
  /// @param sloAttainment requestsWithinSlo / requests, 0..1; 1 without requests
  /// @param averageReplicas replicas from launch to drained, over the time since the start
  /// @param deviceHours device-hours, starting and draining replicas included
  /// @param costUsd cost of those hours
  /// @param resizes changes of a target's count
  /// @param trainingProgress share of declared training work done, 0..1; 0 without training; for
  ///     the total the mean over training workloads
  public record Line(
      long arrived,
      long requests,
      long requestsWithinSlo,
      double sloAttainment,
      double averageReplicas,
      double deviceHours,
      double costUsd,
      int resizes,
      double trainingProgress) {}
}
