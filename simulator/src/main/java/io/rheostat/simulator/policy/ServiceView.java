package io.rheostat.simulator.policy;

import io.rheostat.simulator.engine.ReplicaView;
import java.time.Instant;
import java.util.List;

/// Metrics of one service at one moment.
///
/// @param at the moment
/// @param arrived requests at its gateway so far
/// @param gateway requests waiting there for a ready replica
/// @param replicas its ready and draining replicas, by placement and age
public record ServiceView(Instant at, long arrived, long gateway, List<ReplicaView> replicas) {
  public ServiceView {
    replicas = List.copyOf(replicas);
  }
}
