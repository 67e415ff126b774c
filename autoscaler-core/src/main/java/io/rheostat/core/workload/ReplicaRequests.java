package io.rheostat.core.workload;

import io.rheostat.core.series.SeriesTable;
import io.rheostat.model.signal.Signal;

/// Requests of a replica, merged once from its series: a workload reads all of its replicas with
/// every reading of one.
///
/// @param running requests in its batch
/// @param waiting requests in its queue
/// @param finishedUntil end of the time with reported finished requests, epoch milliseconds; 0 for
///     never
public record ReplicaRequests(double running, double waiting, long finishedUntil) {
  static final ReplicaRequests NONE = new ReplicaRequests(0, 0, 0);

  /// Returns the requests of a replica, merged from its series without the silent ones.
  ///
  /// @param silence distance behind the newest series after which one is silent, milliseconds
  public static ReplicaRequests of(SeriesTable series, long silence) {
    return new ReplicaRequests(
        series.merged(Signal.REQUESTS_RUNNING, silence),
        series.merged(Signal.REQUESTS_WAITING, silence),
        series.toldUntil(Signal.REQUESTS_FINISHED, silence));
  }
}
