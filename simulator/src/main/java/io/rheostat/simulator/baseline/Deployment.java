package io.rheostat.simulator.baseline;

import io.rheostat.model.decision.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.simulator.engine.ReplicaView;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.policy.ServiceView;
import java.util.ArrayList;
import java.util.List;

/// The one placement that an autoscaler of a single deployment scales.
///
/// @param placement its name
/// @param bounds what every answer is clamped to
record Deployment(String placement, Bounds bounds) {
  /// A count within the bounds.
  int clamp(double replicas) {
    return (int)
        StrictMath.max(bounds.minReplicas(), StrictMath.min(bounds.maxReplicas(), replicas));
  }

  /// An answer, within the bounds.
  Allocation hold(double replicas) {
    return Allocation.of(placement, clamp(replicas));
  }

  /// Replicas it was last told to hold.
  int wanted(Holdings holdings) {
    return holdings.wanted(placement);
  }

  /// Replicas that serve.
  int ready(Holdings holdings) {
    return holdings.ready(placement);
  }

  /// Its replicas that take requests.
  List<ReplicaView> serving(ServiceView view) {
    List<ReplicaView> serving = new ArrayList<>(view.replicas().size());
    for (ReplicaView replica : view.replicas()) {
      if (!replica.draining() && replica.placement().equals(placement)) {
        serving.add(replica);
      }
    }
    return serving;
  }

  /// Requests in flight: at the gateway, queued and running, draining replicas left out.
  double inFlight(ServiceView view) {
    double requests = view.gateway();
    for (ReplicaView replica : serving(view)) {
      requests += replica.running() + replica.waiting();
    }
    return requests;
  }
}
