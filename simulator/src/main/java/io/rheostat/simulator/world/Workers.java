package io.rheostat.simulator.world;

import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.simulator.cluster.ReplicaLife;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Selection of a training workload's replicas for its steps.
final class Workers {
  private Workers() {}

  /// Chooses the ready replicas, the oldest first, cut per placement to the largest declared width.
  /// While others start up, a whole group goes on as it is: one restart for all of them is cheaper
  /// than one for each.
  ///
  /// @param current placement by name of those taking part now
  /// @return empty to leave the group as it is
  static Optional<SortedMap<String, String>> choose(
      Workload workload, List<ReplicaLife> units, SortedMap<String, String> current) {
    List<ReplicaLife> ready = new ArrayList<>();
    boolean starting = false;
    for (ReplicaLife unit : units) {
      starting |= unit.state() == ReplicaLife.State.STARTING;
      if (unit.state() == ReplicaLife.State.READY) {
        ready.add(unit);
      }
    }
    boolean whole = ready.stream().map(ReplicaLife::name).toList().containsAll(current.keySet());
    if (starting && whole) {
      return Optional.empty();
    }
    SortedMap<String, String> chosen = new TreeMap<>();
    for (Placement placement : workload.placements()) {
      List<ReplicaLife> here = new ArrayList<>(ready);
      here.removeIf(unit -> !unit.placement().name().equals(placement.name()));
      for (ReplicaLife unit : here.subList(0, width(placement, here.size()))) {
        chosen.put(unit.name(), placement.name());
      }
    }
    return Optional.of(chosen);
  }

  private static int width(Placement placement, int ready) {
    if (placement.widths().isEmpty()) {
      return ready;
    }
    int widest = 0;
    for (int width : placement.widths()) {
      widest = width <= ready ? width : widest;
    }
    return widest;
  }
}
