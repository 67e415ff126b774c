package io.rheostat.actuator.protocol.queue;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.Fleet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Declarations read by the actuator so far.
///
/// @param fleet devices, pools and workloads
/// @param frozen author of each freeze, by workload; `*` stands for all
public record DeclaredState(Fleet fleet, SortedMap<String, String> frozen) {
  /// Declarations before anything was read.
  public static final DeclaredState NOTHING = new DeclaredState(Fleet.EMPTY, new TreeMap<>());

  public DeclaredState {
    frozen = Require.sortedCopy(frozen);
  }

  /// Returns the author of the workload's freeze; empty when there is none.
  public Optional<String> frozenBy(String workload) {
    String all = frozen.get("*");
    return Optional.ofNullable(all != null ? all : frozen.get(workload));
  }
}
