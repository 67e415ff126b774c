package io.rheostat.app.demo;

import io.rheostat.app.simulation.Policies;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Placement;
import io.rheostat.model.fleet.Workload;
import io.rheostat.simulator.contest.Result;
import io.rheostat.simulator.contest.Trial;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.Score;
import io.rheostat.simulator.world.StaticPeak;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Autoscalers that people run today on the very same traffic: each service alone, without
/// neighbours or a budget, and the training jobs at the width that they began with.
final class Rivals {
  /// The name of a fleet that is sized once for its peak.
  static final String STATIC_PEAK = "static peak";

  /// One signal each: requests running, and what latency objectives need.
  private static final List<String> NAMES = List.of("hpa", "llmd-slo-keda");

  private final Scenario scenario;
  private final Instant end;
  private final long seed;

  /// @param end of the time that is compared, after the scenario's start
  Rivals(Scenario scenario, Instant end, long seed) {
    this.scenario = scenario;
    this.end = end;
    this.seed = seed;
  }

  /// One policy over the whole fleet.
  ///
  /// @param servicesUsd what the services cost
  /// @param jobsUsd what the training jobs cost
  /// @param requests judged
  /// @param good of them, those within their objective
  /// @param gpuHours devices × hours of services and jobs
  /// @param resizes changes of a target's count
  /// @param training share of the jobs' declared work that was done, their mean, 0..1
  record Row(
      String policy,
      double servicesUsd,
      double jobsUsd,
      long requests,
      long good,
      double gpuHours,
      int resizes,
      double training) {
    /// Share of requests within their objective, 0..1; 1 when none was judged.
    double attainment() {
      return requests == 0 ? 1 : (double) good / requests;
    }

    /// Dollars of all.
    double usd() {
      return servicesUsd + jobsUsd;
    }

    private Row plus(Result service) {
      return new Row(
          policy,
          servicesUsd + service.costUsd(),
          jobsUsd,
          requests + service.requests(),
          good + service.good(),
          gpuHours + service.gpuHours(),
          resizes + service.resizes(),
          training);
    }
  }

  /// Returns a run's own row and those of the rivals.
  ///
  /// @param own what Rheostat's world came to
  List<Row> rows(Score own) {
    List<Row> rows = new ArrayList<>();
    rows.add(row("rheostat", own));
    Score jobs = jobs();
    Policies policies = new Policies();
    for (String name : NAMES) {
      Row row = row(name, jobs);
      for (Workload service : services()) {
        row = row.plus(policies.named(name).run(trial(service), seed));
      }
      rows.add(row);
    }
    Row peak = row(STATIC_PEAK, jobs);
    for (Workload service : services()) {
      Optional<Result> smallest = smallest(service);
      if (smallest.isEmpty()) {
        return List.copyOf(rows); // no constant number is enough: there is nothing to compare with
      }
      peak = peak.plus(smallest.get());
    }
    rows.add(peak);
    return List.copyOf(rows);
  }

  private Row row(String policy, Score score) {
    Score.Line line = score.total();
    double servicesUsd =
        services().stream()
            .map(service -> score.workloads().get(service.name()))
            .filter(Objects::nonNull)
            .mapToDouble(Score.Line::costUsd)
            .sum();
    return new Row(
        policy,
        servicesUsd,
        line.costUsd() - servicesUsd,
        line.requests(),
        line.requestsWithinSlo(),
        line.deviceHours(),
        score.workloads().values().stream().mapToInt(Score.Line::resizes).sum(),
        line.trainingProgress());
  }

  private List<Workload> services() {
    return scenario.fleet().workloads().values().stream()
        .filter(workload -> workload.objective() instanceof Objective.Inference)
        .toList();
  }

  private Duration length() {
    return Duration.between(scenario.start(), end);
  }

  /// The training jobs alone, as they began.
  private Score jobs() {
    SortedMap<String, Workload> training = new TreeMap<>(scenario.fleet().workloads());
    services().forEach(service -> training.remove(service.name()));
    World world = new World(only(training), seed);
    world.advanceTo(end);
    return world.score();
  }

  /// The smallest constant number of replicas that attains the objective, where it costs least.
  private Optional<Result> smallest(Workload service) {
    Optional<Result> cheapest = Optional.empty();
    for (Placement placement : service.placements()) {
      Optional<StaticPeak> found =
          StaticPeak.smallest(scenario, service.name(), placement.name(), seed, length());
      if (found.isPresent()
          && cheapest.filter(one -> one.costUsd() <= found.get().costUsd()).isEmpty()) {
        cheapest = Optional.of(result(service, placement, found.get()));
      }
    }
    return cheapest;
  }

  private Result result(Workload service, Placement placement, StaticPeak peak) {
    List<Request> trace = scenario.traces().getOrDefault(service.name(), List.of());
    long requests = trace.stream().filter(one -> one.at().compareTo(length()) < 0).count();
    double hours = length().toMillis() / 3_600_000.0;
    return new Result(
        STATIC_PEAK,
        service.name(),
        seed,
        requests,
        Math.round(peak.attainment() * requests),
        peak.replicas(),
        peak.replicas() * placement.devicesPerReplica() * hours,
        peak.costUsd(),
        0,
        0);
  }

  private Trial trial(Workload service) {
    Scenario alone = only(new TreeMap<>(Map.of(service.name(), service)));
    return new Trial(service.name(), alone, service.name(), Duration.ZERO, length());
  }

  /// The same world with some of its workloads.
  private Scenario only(SortedMap<String, Workload> workloads) {
    Fleet declared = scenario.fleet();
    return new Scenario(
        new Fleet(declared.devices(), declared.pools(), workloads),
        scenario.start(),
        of(workloads, scenario.traces()),
        of(workloads, scenario.engines()),
        of(workloads, scenario.steps()),
        of(workloads, scenario.training()),
        of(workloads, scenario.initial()),
        List.of());
  }

  private static <V> SortedMap<String, V> of(
      SortedMap<String, Workload> workloads, SortedMap<String, V> all) {
    SortedMap<String, V> some = new TreeMap<>(all);
    some.keySet().retainAll(workloads.keySet());
    return some;
  }
}
