package io.rheostat.contest.backtest;

import java.util.List;
import java.util.Optional;

/// One workload in one run.
///
/// @param workload its name
/// @param usd cost of its devices
/// @param earnedUsd earnings of its good requests, or of its work
/// @param deviceHours device-hours, starting and draining replicas included
/// @param resizes changes of a target's desired replicas
/// @param service its requests; empty for a training job
/// @param job its course; empty for a service
/// @param replicas replicas on devices over time, at equal distances
public record WorkloadOutcome(
    String workload,
    double usd,
    double earnedUsd,
    double deviceHours,
    int resizes,
    Optional<ServiceOutcome> service,
    Optional<JobOutcome> job,
    List<Double> replicas) {
  public WorkloadOutcome {
    replicas = List.copyOf(replicas);
  }

  /// Returns earnings less cost, dollars.
  public double netUsd() {
    return earnedUsd - usd;
  }
}
