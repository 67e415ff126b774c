package io.rheostat.app.demo;

import io.rheostat.model.decision.Allocation;
import io.rheostat.model.fleet.Device;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Placement;
import io.rheostat.model.fleet.Workload;
import io.rheostat.simulator.world.JournalEntry;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.StaticPeak;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/// What the same time would have cost without an autoscaler: each service at the smallest constant number
/// of replicas that attains its objective on the very same requests, on its cheapest placement; each
/// training job all the time at the widest that the run ever gave it, until it is complete. Each is
/// simulated alone.
final class StaticAlternative {
  private StaticAlternative() {}

  /// Dollars from the scenario's start to an end.
  static double costUsd(Scenario scenario, List<JournalEntry> journal, Instant end, long seed) {
    double total = 0;
    for (Workload workload : scenario.fleet().workloads().values()) {
      total +=
          switch (workload.objective()) {
            case Objective.Inference _ -> service(scenario, workload, end, seed);
            case Objective.Training _ -> job(scenario, workload, journal, end, seed);
            case Objective.Profiled _ -> 0;
          };
    }
    return total;
  }

  private static double service(Scenario scenario, Workload workload, Instant end, long seed) {
    Duration horizon = Duration.between(scenario.start(), end);
    double cheapest = Double.POSITIVE_INFINITY;
    for (Placement placement : workload.placements()) {
      double usd =
          StaticPeak.smallest(scenario, workload.name(), placement.name(), seed, horizon)
              .map(StaticPeak::costUsd)
              .orElse(Double.POSITIVE_INFINITY);
      cheapest = Math.min(cheapest, usd);
    }
    return cheapest;
  }

  private static double job(
      Scenario scenario, Workload workload, List<JournalEntry> journal, Instant end, long seed) {
    Allocation widest = scenario.initial().getOrDefault(workload.name(), Allocation.NONE);
    for (JournalEntry entry : journal) {
      if (entry.workload().equals(workload.name())) {
        Allocation held = Allocation.of(entry.placement(), entry.replicas());
        if (usdPerHour(scenario, workload, held) > usdPerHour(scenario, workload, widest)) {
          widest = held;
        }
      }
    }
    TreeMap<String, Allocation> initial = new TreeMap<>();
    initial.put(workload.name(), widest);
    World world =
        new World(
            new Scenario(
                scenario.fleet(),
                scenario.start(),
                new TreeMap<>(),
                scenario.engines(),
                scenario.steps(),
                scenario.training(),
                initial,
                List.of()),
            seed);
    world.advanceTo(end);
    return world.score().of(workload.name()).costUsd();
  }

  private static double usdPerHour(Scenario scenario, Workload workload, Allocation allocation) {
    double usd = 0;
    for (Allocation.Part part : allocation.parts()) {
      Placement placement = workload.placement(part.placement()).orElseThrow();
      Device device = Objects.requireNonNull(scenario.fleet().devices().get(placement.device()));
      usd += part.replicas() * device.rates().usdPerHour(placement);
    }
    return usd;
  }
}
