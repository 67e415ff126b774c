package io.rheostat.actuator.protocol.admission;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Placements declared no longer that may still have replicas, of remaining workloads and of
/// withdrawn ones. They are observed, and count, until observed empty.
///
/// ```
///   declared ──► left the declaration, or ordered to 0 as leaving ──► seen at 0: forgotten
///       ▲                              │
///       └────── declared again ────────┘
/// ```
///
/// Not safe for use by several threads.
public final class Leaving {
  private final SortedMap<String, Workload> workloads = new TreeMap<>();
  private Fleet fleet = Fleet.EMPTY;

  /// Sets the declarations from here on: placements removed since the last time are leaving.
  public void declared(Fleet newest) {
    for (Workload before : fleet.workloads().values()) {
      add(before, before.placements(), newest);
    }
    for (Workload leaving : List.copyOf(workloads.values())) {
      workloads.remove(leaving.name());
      add(leaving, leaving.placements(), newest);
    }
    fleet = newest;
  }

  /// Adds the placements ordered to 0 by a command and never declared in this life of the actuator.
  public void ordered(Command command) {
    if (command.leaving().isEmpty()) {
      return;
    }
    Workload unknown =
        new Workload(
            command.workload(),
            command.pool(),
            new Objective.Profiled(0),
            Optional.empty(),
            command.leaving(),
            new Bounds(0, 1, OptionalDouble.empty()),
            List.of(),
            List.of());
    Workload known = fleet.workloads().getOrDefault(command.workload(), unknown);
    add(known, command.leaving(), fleet);
  }

  private void add(Workload workload, List<Placement> candidates, Fleet newest) {
    Optional<Workload> now = Optional.ofNullable(newest.workloads().get(workload.name()));
    Optional<Workload> leaving = Optional.ofNullable(workloads.get(workload.name()));
    List<Placement> gone = new ArrayList<>(leaving.map(Workload::placements).orElse(List.of()));
    for (Placement candidate : candidates) {
      String name = candidate.name();
      boolean declared = now.flatMap(one -> one.placement(name)).isPresent();
      if (!declared && gone.stream().noneMatch(known -> known.name().equals(name))) {
        gone.add(candidate);
      }
    }
    put(leaving.orElse(workload), gone);
  }

  private void put(Workload workload, List<Placement> placements) {
    if (placements.isEmpty()) {
      workloads.remove(workload.name());
    } else {
      workloads.put(workload.name(), workload.with(placements, workload.bounds()));
    }
  }

  /// Records an observation of a workload: a placement observed empty has left.
  public void seen(Observed observed) {
    Workload leaving = workloads.get(observed.workload());
    if (leaving != null) {
      put(leaving, leaving.placements().stream().filter(one -> !isEmpty(one, observed)).toList());
    }
  }

  private static boolean isEmpty(Placement placement, Observed observed) {
    return observed.unknown(placement.name()).isEmpty()
        && observed.status(placement.name()).filter(Leaving::isEmpty).isPresent();
  }

  private static boolean isEmpty(PlacementStatus status) {
    return status.wanted()
            + status.ready()
            + status.starting()
            + status.draining()
            + status.pending()
        == 0;
  }

  /// Returns workloads with only their leaving placements, by name.
  public SortedMap<String, Workload> workloads() {
    return Collections.unmodifiableSortedMap(workloads);
  }

  /// Returns the fleet's workloads with their leaving placements added, and withdrawn ones with
  /// nothing but these.
  public List<Workload> all() {
    SortedMap<String, Workload> all = new TreeMap<>(workloads);
    for (Workload declared : fleet.workloads().values()) {
      List<Placement> placements = new ArrayList<>(declared.placements());
      Optional.ofNullable(workloads.get(declared.name()))
          .ifPresent(leaving -> placements.addAll(leaving.placements()));
      all.put(declared.name(), declared.with(placements, declared.bounds()));
    }
    return List.copyOf(all.values());
  }
}
