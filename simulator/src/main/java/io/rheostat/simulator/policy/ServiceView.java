package io.rheostat.simulator.policy;

import io.rheostat.simulator.engine.ReplicaView;
import java.time.Instant;
import java.util.List;

/// What the metrics of one service show at one moment.
///
/// @param at when
/// @param arrived requests that reached its gateway so far
/// @param gateway requests that wait there for a ready replica
/// @param replicas its ready and draining replicas, by placement and age
public record ServiceView(Instant at, long arrived, long gateway, List<ReplicaView> replicas) {
  public ServiceView {
    replicas = List.copyOf(replicas);
  }
}
