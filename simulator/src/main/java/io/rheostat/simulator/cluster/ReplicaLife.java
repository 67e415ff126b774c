package io.rheostat.simulator.cluster;

import io.rheostat.model.resource.Placement;
import org.jspecify.annotations.Nullable;

/// One replica's life: pending, starting, ready, draining, gone. Read by all, moved only by
/// [Cluster].
public final class ReplicaLife {
  /// State of a replica in its life. Only the middle three hold devices and cost.
  public enum State {
    /// Requested, without devices so far.
    PENDING,
    /// Holds devices and starts up.
    STARTING,
    /// Serves or trains.
    READY,
    /// Takes no new requests and finishes its current ones.
    DRAINING,
    /// Ended.
    GONE
  }

  final SimulatedTarget target;
  final long requestedAt;
  private final String name;
  State state = State.PENDING;
  long launchedAt;
  long readyAt;

  /// The replica to drain when this one is ready.
  @Nullable ReplicaLife replaces;

  ReplicaLife(SimulatedTarget target, String name, long requestedAt) {
    this.target = target;
    this.name = name;
    this.requestedAt = requestedAt;
  }

  /// Returns the name, unique in its world.
  public String name() {
    return name;
  }

  /// Returns the workload of the replica.
  public String workload() {
    return target.workload;
  }

  /// Returns the placement of the replica.
  public Placement placement() {
    return target.placement;
  }

  /// Returns the state in its life.
  public State state() {
    return state;
  }
}
