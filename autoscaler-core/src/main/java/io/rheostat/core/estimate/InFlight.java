package io.rheostat.core.estimate;

import io.rheostat.model.signal.Signal;

/// What a replica's series say about its requests, merged once: a workload looks at all of its
/// replicas with every reading of one.
///
/// @param running requests in its batch
/// @param waiting requests in its queue
/// @param finishedUntil time up to which it told of finished requests, epoch milliseconds; 0 for
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
