package io.rheostat.simulator.world;

import io.rheostat.model.fleet.Placement;
import io.rheostat.model.fleet.Workload;
import io.rheostat.simulator.cluster.Unit;
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
      Workload workload, List<Unit> units, SortedMap<String, String> current) {
    List<Unit> ready = new ArrayList<>();
    boolean starting = false;
    for (Unit unit : units) {
      starting |= unit.state() == Unit.State.STARTING;
      if (unit.state() == Unit.State.READY) {
        ready.add(unit);
      }
    }
    boolean whole = ready.stream().map(Unit::name).toList().containsAll(current.keySet());
    if (starting && whole) {
      return Optional.empty();
    }
    SortedMap<String, String> chosen = new TreeMap<>();
    for (Placement placement : workload.placements()) {
      List<Unit> here = new ArrayList<>(ready);
      here.removeIf(unit -> !unit.placement().name().equals(placement.name()));
      for (Unit unit : here.subList(0, width(placement, here.size()))) {
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
