package io.rheostat.simulator.cluster;

import io.rheostat.model.fleet.Placement;
import org.jspecify.annotations.Nullable;

/// One replica's life: pending, starting, ready, draining, gone. Read by all, moved only by
/// [Cluster].
public final class Unit {
  /// Where a replica is in its life. Only the middle three hold devices and cost.
  public enum State {
    /// Wanted, but there are no devices for it.
    PENDING,
    /// Holds devices and starts up.
    STARTING,
    /// Serves or trains.
    READY,
    /// Takes nothing new and finishes what it has.
    DRAINING,
    /// No more.
    GONE
  }

  final Target target;
  final long requestedAt;
  private final String name;
  State state = State.PENDING;
  long launchedAt;
  long readyAt;

  /// The replica that drains when this one is ready.
  @Nullable Unit replaces;

  Unit(Target target, String name, long requestedAt) {
    this.target = target;
    this.name = name;
    this.requestedAt = requestedAt;
  }

  /// Unique in its world.
  public String name() {
    return name;
  }

  /// Whose replica it is.
  public String workload() {
    return target.workload;
  }

  /// How it runs.
  public Placement placement() {
    return target.placement;
  }

  /// Where it is in its life.
  public State state() {
    return state;
  }
}
