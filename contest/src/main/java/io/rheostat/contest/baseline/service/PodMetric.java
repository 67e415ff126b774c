package io.rheostat.contest.baseline.service;

import io.rheostat.simulator.engine.ReplicaView;

/// A gauge of one replica, averaged over replicas by autoscalers.
public enum PodMetric {
  /// Sequences in the batch.
  RUNNING {
    @Override
    public double of(ReplicaView replica) {
      return replica.running();
    }
  },

  /// Requests queued.
  WAITING {
    @Override
    public double of(ReplicaView replica) {
      return replica.waiting();
    }
  };

  /// Returns the present value of the gauge at a replica, in requests.
  public abstract double of(ReplicaView replica);
}
