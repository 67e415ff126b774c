package io.rheostat.app.demo;

import io.rheostat.model.decision.Allocation;
import io.rheostat.model.fleet.Device;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Placement;
import io.rheostat.model.fleet.Workload;
import io.rheostat.simulator.world.JournalEntry;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.StaticPeak;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// What the same time would have cost with a fleet fixed for its peak: each service at the smallest
/// constant number of replicas that attains its objective on the very same requests, on its
/// cheapest
/// placement (found by simulating it alone); each training job at the dearest allocation that the
/// run
/// ever gave it, reserved all the time.
final class StaticAlternative {
  private StaticAlternative() {}

  /// Dollars from the scenario's start to an end.
  static double costUsd(Scenario scenario, List<JournalEntry> journal, Instant end, long seed) {
    double total = 0;
    for (Workload workload : scenario.fleet().workloads().values()) {
      total +=
          switch (workload.objective()) {
            case Objective.Inference _ -> service(scenario, workload, end, seed);
            case Objective.Training _ -> job(scenario, workload, journal, end);
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
      Scenario scenario, Workload workload, List<JournalEntry> journal, Instant end) {
    Allocation widest = scenario.initial().getOrDefault(workload.name(), Allocation.NONE);
    for (JournalEntry entry : journal) {
      if (entry.workload().equals(workload.name())) {
        Allocation held = Allocation.of(entry.placement(), entry.replicas());
        if (usdPerHour(scenario, workload, held) > usdPerHour(scenario, workload, widest)) {
          widest = held;
        }
      }
    }
    double hours = Duration.between(scenario.start(), end).toMillis() / 3_600_000.0;
    return usdPerHour(scenario, workload, widest) * hours;
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
