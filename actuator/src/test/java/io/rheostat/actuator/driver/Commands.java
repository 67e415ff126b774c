package io.rheostat.actuator.driver;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Small commands and workloads for tests.
public final class Commands {
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

  private Commands() {}

  public static Target target(String driver) {
    return new Target(driver, new TreeMap<>(Map.of("cluster", "lab")));
  }

  public static Command command(String workload, Generation generation, Order... orders) {
    return command(workload, generation, START, orders);
  }

  public static Command command(
      String workload, Generation generation, Instant at, Order... orders) {
    return new Command(
        workload,
        "east",
        generation,
        Allocation.NONE,
        List.of(orders),
        at,
        at.plus(Duration.ofMinutes(1)));
  }

  public static Workload workload(
      String name, String pool, int minReplicas, Target target, String... placements) {
    return new Workload(
        name,
        pool,
        new Objective.Profiled(1),
        Optional.empty(),
        Arrays.stream(placements).map(placement -> placement(placement, target)).toList(),
        new Bounds(minReplicas, 10, OptionalDouble.empty()),
        List.of(),
        List.of());
  }

  private static Placement placement(String name, Target target) {
    return new Placement(
        name,
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
  }
}
