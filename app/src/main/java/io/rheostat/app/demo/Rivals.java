package io.rheostat.app.demo;

import io.rheostat.contest.scenario.PolicyName;
import io.rheostat.contest.scenario.PolicyNames;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.TrialResult;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
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

/// Autoscalers in use today on the very same traffic: each service alone, without neighbours or a
/// budget, and the training jobs at their first width.
final class Rivals {
  /// Name of a fleet sized once for its peak.
  static final String STATIC_PEAK = "static peak";

  /// Policies with one signal each: requests running, and the need of latency objectives.
  private static final List<String> NAMES = List.of("hpa", "llmd-slo-keda");

  private final Scenario scenario;
  private final Instant judged;
  private final Instant end;
  private final long seed;

  /// @param judged begin of the compared time: all have run since the scenario's start
  /// @param end of it
  Rivals(Scenario scenario, Instant judged, Instant end, long seed) {
    this.scenario = scenario;
    this.judged = judged;
    this.end = end;
    this.seed = seed;
  }

  /// One policy over the whole fleet.
  ///
  /// @param unjudgedUsd cost of the services before the compared time
  /// @param unjudgedJobsUsd cost of the training jobs before it
  /// @param servicesUsd cost of the services
  /// @param jobsUsd cost of the training jobs
  /// @param requests judged
  /// @param good of them, those within their objective
  /// @param gpuHours devices × hours of services and jobs
  /// @param resizes changes of a target's count
  /// @param training share of the jobs' declared work done since the start, their mean, 0..1
  record Row(
      String policy,
      double unjudgedUsd,
      double unjudgedJobsUsd,
      double servicesUsd,
      double jobsUsd,
      long requests,
      long good,
      double gpuHours,
      int resizes,
      double training) {
    /// Returns the share of requests within their objective, 0..1; 1 when none was judged.
    double attainment() {
      return requests == 0 ? 1 : (double) good / requests;
    }

    /// Returns the US dollars of all since the start.
    double usd() {
      return unjudgedUsd + unjudgedJobsUsd + servicesUsd + jobsUsd;
    }

    private Row plus(double serviceUnjudgedUsd, TrialResult service) {
      return new Row(
          policy,
          unjudgedUsd + serviceUnjudgedUsd,
          unjudgedJobsUsd,
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
  /// @param begun Rheostat's world as the comparison began
  /// @param own the same at its end
  List<Row> rows(Score begun, Score own) {
    List<Row> rows = new ArrayList<>();
    rows.add(row("rheostat", begun, own));
    World jobs = jobs();
    jobs.advanceTo(judged);
    Score jobsBegun = jobs.score();
    jobs.advanceTo(end);
    Score jobsEnded = jobs.score();
    PolicyNames policies = new PolicyNames();
    for (String name : NAMES) {
      Row row = row(name, jobsBegun, jobsEnded);
      for (Workload service : services()) {
        PolicyName policy = policies.named(name);
        double before =
            judged.equals(scenario.start())
                ? 0
                : policy.run(trial(service, Duration.ZERO, unjudged()), seed).costUsd();
        row = row.plus(before, policy.run(trial(service, unjudged(), length()), seed));
      }
      rows.add(row);
    }
    // Without a constant number that is enough there is nothing to compare with.
    staticPeak(row(STATIC_PEAK, jobsBegun, jobsEnded)).ifPresent(rows::add);
    return List.copyOf(rows);
  }

  private Optional<Row> staticPeak(Row jobs) {
    Row peak = jobs;
    for (Workload service : services()) {
      Optional<StaticPeak> smallest = Optional.empty();
      Optional<TrialResult> result = Optional.empty();
      for (Placement placement : service.placements()) {
        Optional<StaticPeak> found =
            StaticPeak.smallest(scenario, service.name(), placement.name(), seed, whole());
        if (found.isPresent()
            && smallest.filter(one -> one.costUsd() <= found.get().costUsd()).isEmpty()) {
          smallest = found;
          result = Optional.of(result(service, placement, found.get()));
        }
      }
      if (smallest.isEmpty() || result.isEmpty()) {
        return Optional.empty();
      }
      peak = peak.plus(smallest.get().costUsd() * share(unjudged()), result.get());
    }
    return Optional.of(peak);
  }

  private Row row(String policy, Score begun, Score ended) {
    Score.Line before = begun.total();
    Score.Line after = ended.total();
    double unjudgedUsd = servicesUsd(begun);
    double servicesUsd = servicesUsd(ended) - unjudgedUsd;
    return new Row(
        policy,
        unjudgedUsd,
        before.costUsd() - unjudgedUsd,
        servicesUsd,
        after.costUsd() - before.costUsd() - servicesUsd,
        after.requests() - before.requests(),
        after.requestsWithinSlo() - before.requestsWithinSlo(),
        after.deviceHours() - before.deviceHours(),
        resizes(ended) - resizes(begun),
        after.trainingProgress());
  }

  private double servicesUsd(Score score) {
    return services().stream()
        .map(service -> score.workloads().get(service.name()))
        .filter(Objects::nonNull)
        .mapToDouble(Score.Line::costUsd)
        .sum();
  }

  private static int resizes(Score score) {
    return score.workloads().values().stream().mapToInt(Score.Line::resizes).sum();
  }

  private List<Workload> services() {
    return scenario.fleet().workloads().values().stream()
        .filter(workload -> workload.objective() instanceof Objective.Inference)
        .toList();
  }

  private Duration unjudged() {
    return Duration.between(scenario.start(), judged);
  }

  private Duration length() {
    return Duration.between(judged, end);
  }

  private Duration whole() {
    return Duration.between(scenario.start(), end);
  }

  private double share(Duration part) {
    return (double) part.toMillis() / whole().toMillis();
  }

  /// Returns a world of the training jobs alone, as they began.
  private World jobs() {
    SortedMap<String, Workload> training = new TreeMap<>(scenario.fleet().workloads());
    services().forEach(service -> training.remove(service.name()));
    return new World(only(training), seed);
  }

  /// Computes its cost in the compared time, and its attainment over the whole.
  private TrialResult result(Workload service, Placement placement, StaticPeak peak) {
    List<Request> trace = scenario.requests(service.name());
    long requests =
        trace.stream()
            .filter(one -> one.at().compareTo(unjudged()) >= 0 && one.at().compareTo(whole()) < 0)
            .count();
    double hours = length().toMillis() / 3_600_000.0;
    return new TrialResult(
        STATIC_PEAK,
        service.name(),
        seed,
        requests,
        Math.round(peak.attainment() * requests),
        peak.replicas(),
        peak.replicas() * placement.devicesPerReplica() * hours,
        peak.costUsd() * share(length()),
        0,
        0);
  }

  private PolicyTrial trial(Workload service, Duration unscored, Duration length) {
    Scenario alone = only(new TreeMap<>(Map.of(service.name(), service)));
    return new PolicyTrial(service.name(), alone, service.name(), unscored, length);
  }

  /// Returns the same world with some of its workloads.
  private Scenario only(SortedMap<String, Workload> workloads) {
    Fleet declared = scenario.fleet();
    return new Scenario(
        declared.withWorkloads(workloads),
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
