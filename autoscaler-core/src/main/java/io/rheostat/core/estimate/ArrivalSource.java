package io.rheostat.core.estimate;

import io.rheostat.core.series.BucketRing;
import io.rheostat.core.workload.GatewayArrivals;
import io.rheostat.core.workload.LiveReplicas;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.model.signal.Signal;
import java.util.List;
import java.util.Optional;

/// Requests over time, as reported by the replicas or, where none is live, by the gateways in front
/// of them.
///
/// @param arrivals requests over time
/// @param silent silent replicas, with their demand carried on
/// @param since start of measurement, epoch milliseconds
/// @param until end of the reported time
record ArrivalSource(BucketRing arrivals, List<ReplicaState> silent, long since, long until) {
  /// Silence after which a gateway no longer counts, milliseconds.
  private static final long HEARD_MILLIS = 90_000;

  /// Returns the counting arrivals: those at the replicas where any is live.
  static ArrivalSource of(
      BucketRing atReplicas,
      long since,
      Optional<GatewayArrivals> gateway,
      List<ReplicaState> replicas,
      long now) {
    for (ReplicaState replica : replicas) {
      if (replica.isLive(now)) {
        return atReplicas(atReplicas, since, replicas, now);
      }
    }
    return atGateway(gateway, replicas, now)
        .orElseGet(() -> atReplicas(atReplicas, since, replicas, now));
  }

  private static ArrivalSource atReplicas(
      BucketRing arrivals, long since, List<ReplicaState> replicas, long now) {
    return new ArrivalSource(arrivals, replicas, since, LiveReplicas.watermark(replicas, now));
  }

  /// Returns the arrivals at the gateways; empty when no gateway reports.
  static Optional<ArrivalSource> atGateway(
      Optional<GatewayArrivals> gateway, List<ReplicaState> replicas, long now) {
    long until = heardUntil(replicas, Signal.GATEWAY_REQUESTS, now);
    return until == 0
        ? Optional.empty()
        : gateway.map(one -> new ArrivalSource(one.requests(), List.of(), one.since(), until));
  }

  /// Returns the end of the time for which all reporting gateways gave a signal; 0 for none.
  static long heardUntil(List<ReplicaState> replicas, Signal signal, long now) {
    long until = Long.MAX_VALUE;
    for (ReplicaState replica : replicas) {
      long seen = replica.seenAt(signal);
      if (seen > 0 && now - seen <= HEARD_MILLIS) {
        until = Math.min(until, seen);
      }
    }
    return until == Long.MAX_VALUE ? 0 : until;
  }

  /// Returns the requests queued at the reporting gateways.
  static double waiting(List<ReplicaState> replicas, long now) {
    double waiting = 0;
    for (ReplicaState replica : replicas) {
      long seen = replica.seenAt(Signal.GATEWAY_WAITING);
      if (seen > 0 && now - seen <= HEARD_MILLIS) {
        waiting += Math.max(0, replica.value(Signal.GATEWAY_WAITING));
      }
    }
    return waiting;
  }

  /// Returns the requests between two times, including those assumed for silent replicas.
  double requests(long from, long to, long now) {
    return Math.max(0, arrivals.sum(from, to) + LiveReplicas.carried(silent, now, from, to));
  }

  /// Returns the requests per second over a window ending with the reports.
  double rate(long windowMillis, long now) {
    long from = Math.max(until - windowMillis, since);
    return until <= from ? 0 : requests(from, until, now) * 1000 / (until - from);
  }

  /// Returns the rate of arrivals at a time; see [ArrivalLevel].
  ArrivalLevel.Level level(long now, long end) {
    return ArrivalLevel.at(arrivals, since, silent, new ArrivalLevel.Times(now, end));
  }
}
