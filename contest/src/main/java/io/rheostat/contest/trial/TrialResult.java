package io.rheostat.contest.trial;

/// Result of one policy on one trace. Everything counts within the judged time only.
///
/// @param policy name, settings included
/// @param trace name
/// @param seed of the world
/// @param requests judged ones: finished, refused or overdue
/// @param good those with TTFT and mean TPOT within the objective
/// @param averageReplicas from launch to drained
/// @param gpuHours devices x hours of the same
/// @param costUsd cost of those hours
/// @param valueUsd earnings of the good requests
/// @param resizes changes of a target's count
public record TrialResult(
    String policy,
    String trace,
    long seed,
    long requests,
    long good,
    double averageReplicas,
    double gpuHours,
    double costUsd,
    double valueUsd,
    int resizes) {
  /// Returns the share of good requests, 0..1; 1 without any requests.
  public double sloAttainment() {
    return requests == 0 ? 1 : (double) good / requests;
  }

  /// Returns the value less cost, in dollars.
  public double netUsd() {
    return valueUsd - costUsd;
  }

  /// Returns the same under another name.
  public TrialResult as(String name) {
    return new TrialResult(
        name, trace, seed, requests, good, averageReplicas, gpuHours, costUsd, valueUsd, resizes);
  }
}
