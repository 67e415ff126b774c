package io.rheostat.app.testing;

import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Fleets of profiled workloads in the pool `east` of `h100` devices.
public final class SmallFleets {
  private SmallFleets() {}

  /// A workload of `east` with one placement.
  public static Workload workload(String name, int maxReplicas) {
    return workload(name, "east", maxReplicas);
  }

  /// A workload of `east` whose placement has that target.
  public static Workload workload(String name, Target target) {
    return workload(name, "east", 4, target);
  }

  /// A workload with one placement.
  public static Workload workload(String name, String pool, int maxReplicas) {
    return workload(name, pool, maxReplicas, Target.OBSERVE);
  }

  private static Workload workload(String name, String pool, int maxReplicas, Target target) {
    Placement placement =
        new Placement(
            "big",
            "h100",
            1,
            1,
            List.of(),
            0,
            0,
            Duration.ZERO,
            OptionalDouble.of(1),
            Optional.empty(),
            Optional.empty(),
            target);
    return new Workload(
        name,
        pool,
        new Objective.Profiled(1),
        Optional.empty(),
        List.of(placement),
        new Bounds(1, maxReplicas, OptionalDouble.empty()),
        List.of(),
        List.of(),
        Mode.ACT);
  }

  /// The pool, its device and workloads.
  public static Fleet of(Workload... workloads) {
    TreeMap<String, Workload> byName = new TreeMap<>();
    for (Workload workload : workloads) {
      byName.put(workload.name(), workload);
    }
    Device device =
        new Device("h100", 1e9, 1e9, 1e9, new CostRates(0, 1, 0, 0), OptionalDouble.empty());
    Pool pool = new Pool("east", new TreeMap<>(Map.of("h100", 8)), OptionalDouble.empty(), 1, 1);
    return new Fleet(
        new TreeMap<>(Map.of("h100", device)), new TreeMap<>(Map.of("east", pool)), byName);
  }
}
