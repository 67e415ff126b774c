package io.rheostat.contest.baseline.service;

import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.simulator.engine.ReplicaView;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.policy.ServiceView;
import java.util.ArrayList;
import java.util.List;

/// The one placement scaled by an autoscaler of a single deployment.
///
/// @param placement its name
/// @param bounds limits of every answer
public record Deployment(String placement, Bounds bounds) {
  /// Returns the nearest count within the bounds.
  public int clamp(double replicas) {
    return (int)
        StrictMath.max(bounds.minReplicas(), StrictMath.min(bounds.maxReplicas(), replicas));
  }

  /// Returns an allocation of so many replicas, clamped to the bounds.
  public Allocation hold(double replicas) {
    return Allocation.of(placement, clamp(replicas));
  }

  /// Returns the desired replicas of the last command.
  public int wanted(Holdings holdings) {
    return holdings.wanted(placement);
  }

  /// Returns the ready replicas.
  public int ready(Holdings holdings) {
    return holdings.ready(placement);
  }

  /// Returns the replicas of this placement in service, without draining ones.
  public List<ReplicaView> serving(ServiceView view) {
    List<ReplicaView> serving = new ArrayList<>(view.replicas().size());
    for (ReplicaView replica : view.replicas()) {
      if (!replica.draining() && replica.placement().equals(placement)) {
        serving.add(replica);
      }
    }
    return serving;
  }

  /// Returns the requests in flight: at the gateway, queued and running, draining replicas left
  /// out.
  public double inFlight(ServiceView view) {
    double requests = view.gateway();
    for (ReplicaView replica : serving(view)) {
      requests += replica.running() + replica.waiting();
    }
    return requests;
  }
}
