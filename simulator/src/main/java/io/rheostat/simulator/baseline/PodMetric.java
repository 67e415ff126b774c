package io.rheostat.simulator.baseline;

import io.rheostat.simulator.engine.ReplicaView;

/// A gauge of one replica that autoscalers average over replicas.
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
