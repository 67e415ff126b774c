package io.rheostat.contest.training.shared;

/// Figures of a service and training jobs on one cluster until the end of a run.
///
/// @param of the run
/// @param attainment share of good requests, 0..1
/// @param valueUsd earnings of the good requests
/// @param delayUsd cost of the jobs' hours in the system
/// @param meanJctSeconds mean completion time of the jobs, with the time so far of unfinished ones
/// @param p99JctSeconds its 99th percentile
/// @param unfinished jobs not complete at the end
/// @param restartsPerJob restarts, without the first start
/// @param serviceDeviceHours devices held by the service
/// @param trainingDeviceHours devices held by the jobs
public record SharedPoolResult(
    SharedPoolCase of,
    double attainment,
    double valueUsd,
    double delayUsd,
    double meanJctSeconds,
    double p99JctSeconds,
    int unfinished,
    double restartsPerJob,
    double serviceDeviceHours,
    double trainingDeviceHours) {
  /// Returns earnings less the cost of delay, in dollars. The devices are paid anyway.
  public double netUsd() {
    return valueUsd - delayUsd;
  }
}
