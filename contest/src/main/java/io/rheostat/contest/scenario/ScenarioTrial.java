package io.rheostat.contest.scenario;

import io.rheostat.config.scenario.ScenarioFile;
import io.rheostat.contest.capacity.Scaling;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.world.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// A scenario with its trace, to be made into trials. The trace is read once for all of them.
///
/// @param scenario the declared scenario
/// @param trace its requests
public record ScenarioTrial(ScenarioFile scenario, ScenarioTrace trace) {
  /// Start of trials, a Monday, so that policies using the time of the week see a plain one.
  static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  /// Reads or draws the scenario's trace.
  ///
  /// @param seed used when the scenario gives none
  /// @throws IOException when a file is not there or cannot be read
  public static ScenarioTrial of(ScenarioFile scenario, TraceFolder folder, long seed)
      throws IOException {
    return new ScenarioTrial(scenario, ScenarioTrace.of(scenario, folder, seed));
  }

  /// Returns the requests, in order.
  public List<Request> requests() {
    return trace.requests();
  }

  /// Builds a trial.
  ///
  /// @param name of its trace in reports
  /// @throws IllegalArgumentException when the variant names an undeclared placement, or nothing is
  ///     left of the trace to be judged
  public PolicyTrial trial(String name, PolicyVariant variant) {
    Workload workload = workload(variant);
    Fleet declared = scenario.fleet();
    SortedMap<String, Workload> workloads = new TreeMap<>();
    workloads.put(workload.name(), workload);
    SortedMap<String, EngineProfile> engines = new TreeMap<>();
    for (Placement placement : workload.placements()) {
      engines.put(
          placement.name(), Objects.requireNonNull(scenario.engines().get(placement.name())));
    }
    Scenario world =
        new Scenario(
            declared.withWorkloads(workloads),
            START,
            only(workload.name(), trace.requests()),
            only(workload.name(), engines),
            new TreeMap<>(),
            new TreeMap<>(),
            only(workload.name(), initial(workload)),
            List.of());
    return new PolicyTrial(name, world, workload.name(), scenario.unscored(), length());
  }

  private Duration length() {
    Duration rest = trace.length().minus(scenario.unscored());
    Duration length = scenario.length().orElse(rest);
    if (!length.isPositive()) {
      throw new IllegalArgumentException(
          "scenario %s: spec.unscored is %s, and the trace is %s long. Lower it."
              .formatted(scenario.name(), scenario.unscored(), trace.length()));
    }
    return length;
  }

  private Workload workload(PolicyVariant variant) {
    Workload declared =
        Objects.requireNonNull(scenario.fleet().workloads().get(scenario.workload()));
    List<String> names =
        variant.placements().isEmpty() ? scenario.placements() : variant.placements();
    List<Placement> placements = new ArrayList<>();
    for (String name : names) {
      Placement placement =
          declared
              .placement(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "scenario %s: %s has no placement %s. It has %s."
                              .formatted(
                                  scenario.name(),
                                  declared.name(),
                                  name,
                                  String.join(", ", scenario.engines().keySet()))));
      placements.add(variant.startup().map(placement::withStartup).orElse(placement));
    }
    return declared.with(placements, declared.bounds());
  }

  /// Returns the scenario's initial allocation, or the need of the opening's mean on the first
  /// placement.
  private Allocation initial(Workload workload) {
    List<String> names = workload.placements().stream().map(Placement::name).toList();
    boolean usable =
        scenario.initial().stream()
            .flatMap(initial -> initial.parts().stream())
            .allMatch(part -> names.contains(part.placement()));
    if (scenario.initial().isPresent() && usable) {
      return scenario.initial().get();
    }
    String first = names.getFirst();
    EngineProfile engine = Objects.requireNonNull(scenario.engines().get(first));
    double need = Scaling.replicas(trace.requests(), engine, Duration.ZERO, trace.opening());
    Bounds bounds = workload.bounds();
    int replicas = Math.clamp((long) Math.ceil(need), bounds.minReplicas(), bounds.maxReplicas());
    return Allocation.of(first, replicas);
  }

  private static <V> SortedMap<String, V> only(String name, V value) {
    SortedMap<String, V> one = new TreeMap<>();
    one.put(name, value);
    return one;
  }
}
