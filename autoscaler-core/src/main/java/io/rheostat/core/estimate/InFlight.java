package io.rheostat.core.estimate;

import io.rheostat.model.signal.Signal;

/// Requests of a replica, merged once from its series: a workload reads all of its replicas with
/// every reading of one.
///
/// @param running requests in its batch
/// @param waiting requests in its queue
/// @param finishedUntil end of the time with reported finished requests, epoch milliseconds; 0 for
///     never
record InFlight(double running, double waiting, long finishedUntil) {
  static final InFlight NONE = new InFlight(0, 0, 0);

  static InFlight of(SeriesTable series, long silence) {
    return new InFlight(
        series.merged(Signal.REQUESTS_RUNNING, silence),
        series.merged(Signal.REQUESTS_WAITING, silence),
        series.toldUntil(Signal.REQUESTS_FINISHED, silence));
  }
}
