package io.rheostat.simulator.cluster;

import io.rheostat.model.command.Generation;
import io.rheostat.model.resource.Placement;
import java.util.ArrayList;
import java.util.List;

/// One workload's replicas on one placement, and the fence written at them.
final class SimulatedTarget {
  final String workload;
  final String pool;
  final Placement placement;
  final double usdPerHour;
  final List<ReplicaLife> units = new ArrayList<>();
  Generation generation = Generation.NONE;
  int changesOfGeneration;
  int wanted;
  int created;
  int resizes;
  long lastStartup = -1;
  long endedNanos;

  SimulatedTarget(String workload, String pool, Placement placement, double usdPerHour) {
    this.workload = workload;
    this.pool = pool;
    this.placement = placement;
    this.usdPerHour = usdPerHour;
  }

  String device() {
    return placement.device();
  }

  int count(ReplicaLife.State state) {
    int count = 0;
    for (ReplicaLife unit : units) {
      count += unit.state == state ? 1 : 0;
    }
    return count;
  }

  /// Returns the replica time from launch to end or now, in nanoseconds, summed over replicas.
  long heldNanos(long now) {
    long held = endedNanos;
    for (ReplicaLife unit : units) {
      held += unit.state == ReplicaLife.State.PENDING ? 0 : now - unit.launchedAt;
    }
    return held;
  }
}
