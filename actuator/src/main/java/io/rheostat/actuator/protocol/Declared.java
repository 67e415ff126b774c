package io.rheostat.actuator.protocol;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.Fleet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is declared, as far as the actuator has read.
///
/// @param fleet devices, pools and workloads
/// @param frozen who froze what, by workload; `*` stands for all
public record Declared(Fleet fleet, SortedMap<String, String> frozen) {
  /// Nothing was read.
  public static final Declared NOTHING = new Declared(Fleet.EMPTY, new TreeMap<>());

  public Declared {
    frozen = Require.sortedCopy(frozen);
  }

  /// Who keeps the workload from changing; empty when nobody does.
  public Optional<String> frozenBy(String workload) {
    String all = frozen.get("*");
    return Optional.ofNullable(all != null ? all : frozen.get(workload));
  }
}
