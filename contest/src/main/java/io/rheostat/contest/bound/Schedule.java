package io.rheostat.contest.bound;

import io.rheostat.model.fleet.Allocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Replica counts slot by slot from the start of a world.
///
/// @param slot length of a slot
/// @param replicas desired in each slot, starting ones counted; the last count goes on
record Schedule(Duration slot, List<Integer> replicas) {
  Schedule {
    replicas = List.copyOf(replicas);
  }

  /// Returns the count in a slot.
  int at(long index) {
    return replicas.get((int) StrictMath.min(index, replicas.size() - 1L));
  }

  /// Returns a schedule with one replica fewer in some slots, where there are more than `floor`.
  Schedule less(int from, int slots, int floor) {
    List<Integer> changed = new ArrayList<>(replicas);
    int until = StrictMath.min(replicas.size(), from + slots);
    for (int index = from; index < until; index++) {
      changed.set(index, StrictMath.max(floor, changed.get(index) - 1));
    }
    return new Schedule(slot, changed);
  }

  /// Spreads replicas over the placements, the first ones filled first.
  static Allocation spread(List<PlacementCost> lanes, int replicas) {
    List<Allocation.Part> parts = new ArrayList<>();
    int left = replicas;
    for (PlacementCost lane : lanes) {
      int here = StrictMath.min(left, lane.most());
      parts.add(new Allocation.Part(lane.placement(), here));
      left -= here;
    }
    return new Allocation(parts);
  }
}
