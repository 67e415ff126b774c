package io.rheostat.simulator.contest;

/// How one policy did on one trace. Everything counts within the judged time only.
///
/// @param policy name, settings included
/// @param trace name
/// @param seed of the world
/// @param requests those whose verdict became known: finished, refused or overdue
/// @param good those with TTFT and mean TPOT within the objective
/// @param averageReplicas from launch to drained
/// @param gpuHours devices x hours of the same
/// @param costUsd what those cost
/// @param valueUsd what the good requests earn
/// @param resizes changes of a target's count
public record Result(
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
  /// Share of requests that were good, 0..1; 1 without any.
  public double sloAttainment() {
    return requests == 0 ? 1 : (double) good / requests;
  }

  /// Value less cost.
  public double netUsd() {
    return valueUsd - costUsd;
  }

  /// The same under another name.
  public Result as(String name) {
    return new Result(
        name, trace, seed, requests, good, averageReplicas, gpuHours, costUsd, valueUsd, resizes);
  }
}
