package io.rheostat.simulator.engine;

/// Numbers of a service's requests by state. `arrived` = `finished` + `refused` + `running` +
/// `waiting` + `gateway`.
///
/// @param arrived requests so far
/// @param finished answered in full
/// @param refused too long for the replica's KV cache; never good
/// @param good finished within the objective's limits
/// @param running in batches
/// @param waiting queued at replicas
/// @param gateway waiting for a ready replica
/// @param overdue running, waiting or at the gateway, and already too late for the time to first
///     token
/// @param preemptions sequences preempted, also on ended replicas
/// @param meanTimeToFirstToken seconds, over finished requests; 0 without any
/// @param meanTimePerOutputToken seconds, over finished requests; 0 without any
public record ServiceCount(
    long arrived,
    long finished,
    long refused,
    long good,
    long running,
    long waiting,
    long gateway,
    long overdue,
    long preemptions,
    double meanTimeToFirstToken,
    double meanTimePerOutputToken) {
  /// Returns the requests with a known verdict: finished, refused or overdue.
  public long judged() {
    return finished + refused + overdue;
  }
}
