package io.rheostat.contest.judge;

import io.rheostat.model.fleet.Allocation;
import io.rheostat.simulator.world.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Scale-downs of one service: moments of a lower served rate, with the desired replicas after
/// each.
final class ScaleDowns {
  /// One scale-down.
  ///
  /// @param at time of acceptance by the targets
  /// @param left desired replicas by placement after it
  record Lowered(Instant at, SortedMap<String, Integer> left) {}

  private ScaleDowns() {}

  /// Returns the scale-downs of a run. Orders of one moment are one decision.
  static List<Lowered> of(TrueNeed need, Allocation initial, List<JournalEntry> changes) {
    SortedMap<String, Integer> wanted = new TreeMap<>();
    initial.parts().forEach(part -> wanted.put(part.placement(), part.replicas()));
    List<Lowered> lowered = new ArrayList<>();
    List<JournalEntry> own =
        changes.stream().filter(entry -> entry.workload().equals(need.workload())).toList();
    for (int i = 0; i < own.size(); ) {
      Instant at = own.get(i).at();
      double before = need.served(wanted);
      for (; i < own.size() && own.get(i).at().equals(at); i++) {
        wanted.put(own.get(i).placement(), own.get(i).replicas());
      }
      if (need.served(wanted) < before) {
        lowered.add(new Lowered(at, new TreeMap<>(wanted)));
      }
    }
    return lowered;
  }
}
