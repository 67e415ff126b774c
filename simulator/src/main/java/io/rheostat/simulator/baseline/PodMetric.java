package io.rheostat.simulator.baseline;

import io.rheostat.simulator.engine.ReplicaView;

/// A gauge of one replica, averaged over replicas by autoscalers.
enum PodMetric {
  /// Sequences in the batch.
  RUNNING {
    @Override
    double of(ReplicaView replica) {
      return replica.running();
    }
  },

  /// Requests queued.
  WAITING {
    @Override
    double of(ReplicaView replica) {
      return replica.waiting();
    }
  };

  abstract double of(ReplicaView replica);
}
