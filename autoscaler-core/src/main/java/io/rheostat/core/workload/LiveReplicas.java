package io.rheostat.core.workload;

import java.util.List;

/// Figures over all replicas of a workload at one time, of which some may have stopped reporting.
public final class LiveReplicas {
  private LiveReplicas() {}

  /// Returns the time up to which every live replica has reported, so no rate is read from a window
  /// some have yet to fill.
  public static long watermark(List<ReplicaState> replicas, long now) {
    long until = Long.MAX_VALUE;
    for (ReplicaState replica : replicas) {
      long seen = replica.inFlight().finishedUntil();
      if (replica.isLive(now) && seen > 0) {
        until = Math.min(until, seen);
      }
    }
    return until == Long.MAX_VALUE ? now : until;
  }

  /// Returns the requests assumed for unreachable replicas while they were silent.
  public static double carried(List<ReplicaState> replicas, long now, long from, long until) {
    double requests = 0;
    for (ReplicaState replica : replicas) {
      if (!replica.isLive(now)) {
        double silent = until - Math.max(from, replica.observedAt());
        requests += replica.arrivalRate() * Math.max(0, silent) / 1000;
      }
    }
    return requests;
  }

  /// Returns the number of live replicas that serve.
  public static int serving(List<ReplicaState> replicas, long now) {
    int count = 0;
    for (ReplicaState replica : replicas) {
      count += replica.isLive(now) && replica.isServing(now) ? 1 : 0;
    }
    return count;
  }
}
