package io.rheostat.contest.backtest;

import io.rheostat.contest.backtest.SeededRuns.Part;
import io.rheostat.contest.backtest.SeededRuns.Submitted;
import io.rheostat.contest.backtest.world.ForeseenArrivals;
import io.rheostat.contest.backtest.world.RecordedSchedule;
import io.rheostat.contest.backtest.world.RecordedWorld;
import io.rheostat.contest.baseline.service.ServiceFacts;
import io.rheostat.contest.bound.CostLowerBound;
import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.scenario.PolicyNames;
import io.rheostat.contest.trial.Contender;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.RheostatPolicy;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.simulator.loop.ClosedLoop;
import io.rheostat.simulator.loop.HostVariant;
import io.rheostat.simulator.loop.LoopLog;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Policies side by side on a recorded section. The same history, policies and seeds give the same
/// numbers.
public final class Backtest {
  private static final String AS_IT_RAN = "as it ran";
  private static final double HOURS_PER_DAY = 24;

  private final RecordedWorld recorded;
  private final FleetHistory history;
  private final int seeds;
  private final PolicyNames policies = new PolicyNames();
  private final Map<Declared, ServiceFacts> facts = new ConcurrentHashMap<>();

  /// Service as a fleet declares it.
  private record Declared(Fleet fleet, String service) {}

  /// @param seeds number of runs of each policy, 1 or more; five and more tell a difference from
  ///     chance
  public Backtest(FleetHistory history, int seeds) {
    this.history = history;
    this.recorded = RecordedWorld.calibrated(history);
    this.seeds = seeds;
  }

  /// Order of a backtest.
  ///
  /// @param names of policies
  /// @param whatIf declarations that the policies are given in place of the recorded ones
  /// @param anyway whether to compare when the reproduction is off by more than its largest errors
  /// @param hindsight whether to look back with all of the section known
  public record Request(List<String> names, WhatIf whatIf, boolean anyway, boolean hindsight) {
    public Request {
      names = List.copyOf(names);
    }
  }

  /// Result of policies, with the reproduction it stands on.
  ///
  /// @param asItRan simulation with the recorded replicas, on the fleet as declared
  /// @param reproduction of what was recorded by it
  /// @param policies in the order asked for; none when the reproduction was refused
  /// @param hindsight looking back; empty when not asked for, or refused
  public record Result(
      PolicyRuns asItRan,
      Reproduction reproduction,
      List<PolicyRuns> policies,
      Optional<Hindsight> hindsight) {
    public Result {
      policies = List.copyOf(policies);
    }
  }

  /// Checks names of policies.
  ///
  /// @throws IllegalArgumentException when one is unknown, with all names
  public static void check(List<String> names) {
    names.forEach(new PolicyNames()::named);
  }

  /// Returns the number of parts that the section as it ran and the policies are run in, without
  /// those of hindsight: each is told to the progress.
  public int parts(List<String> names) {
    int parts = 1;
    for (String name : names) {
      parts += parts(name, history.fleet()).size();
    }
    return parts * seeds;
  }

  /// Runs the section as it ran, and the policies on it when that is near enough to the record.
  ///
  /// @param progress consumer of the policy's name after each finished part, by any thread
  /// @throws IllegalArgumentException when the section cannot be simulated
  public Result run(Request request, Consumer<String> progress) throws InterruptedException {
    Fleet changed = request.whatIf().apply(history.fleet());
    try (ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      SeededRuns runs = new SeededRuns(cores, seeds, progress);
      List<String> all = List.copyOf(history.fleet().workloads().keySet());
      Part again = seed -> asItRan(history.fleet(), all, seed);
      PolicyRuns asItRan = SeededRuns.await(runs.submit(AS_IT_RAN, List.of(again)));
      if (asItRan.refused().isPresent()) {
        throw new IllegalArgumentException(
            "the section cannot be simulated: " + asItRan.refused().get());
      }
      Reproduction reproduction = Reproduction.of(history, asItRan);
      if (!request.anyway() && !reproduction.excesses().isEmpty()) {
        return new Result(asItRan, reproduction, List.of(), Optional.empty());
      }
      List<Submitted> submitted = new ArrayList<>();
      for (String name : request.names()) {
        submitted.add(runs.submit(name, parts(name, changed)));
      }
      List<PolicyRuns> results = new ArrayList<>();
      for (Submitted one : submitted) {
        results.add(SeededRuns.await(one));
      }
      Optional<Hindsight> hindsight =
          request.hindsight() ? Optional.of(hindsight(runs, changed, results)) : Optional.empty();
      return new Result(asItRan, reproduction, results, hindsight);
    }
  }

  private List<Part> parts(String name, Fleet fleet) {
    List<Part> parts = new ArrayList<>();
    if (name.equals(PolicyNames.RHEOSTAT)) {
      parts.add(seed -> whole(fleet, LiftedLimit.Change.AS_IT_IS, seed));
      return parts;
    }
    for (String service : history.services().keySet()) {
      parts.add(seed -> alone(name, fleet, service, seed));
    }
    if (!history.jobs().isEmpty()) {
      List<String> jobs = List.copyOf(history.jobs().keySet());
      parts.add(seed -> asItRan(fleet, jobs, seed));
    }
    return parts;
  }

  /// Returns the runs of a policy, those already made if there are any.
  private PolicyRuns runs(SeededRuns runs, String name, Fleet fleet, List<PolicyRuns> made)
      throws InterruptedException {
    for (PolicyRuns one : made) {
      if (one.policy().equals(name)) {
        return one;
      }
    }
    return SeededRuns.await(runs.submit(name, parts(name, fleet)));
  }

  private Hindsight hindsight(SeededRuns runs, Fleet fleet, List<PolicyRuns> made)
      throws InterruptedException {
    PolicyRuns foreseen = runs(runs, PolicyNames.CLAIRVOYANT, fleet, made);
    PolicyRuns own = runs(runs, PolicyNames.RHEOSTAT, fleet, made);
    List<LiftedLimit> lifts = LiftedLimit.of(fleet, own);
    List<Submitted> lifted = new ArrayList<>();
    for (LiftedLimit one : lifts) {
      Part part = seed -> whole(one.fleet(), one.change(), seed);
      lifted.add(runs.submit(one.text(), List.of(part)));
    }
    double days = history.length().toMillis() / 3_600_000.0 / HOURS_PER_DAY;
    List<Hindsight.Regret> regrets = new ArrayList<>();
    for (int i = 0; i < lifts.size(); i++) {
      PolicyRuns without = SeededRuns.await(lifted.get(i));
      regrets.add(
          new Hindsight.Regret(
              lifts.get(i).text(), without.difference(own, one -> one.netUsd() / days)));
    }
    regrets.sort(Comparator.comparingDouble(one -> -one.usdPerDay().mean()));
    return new Hindsight(foreseen, leastUsd(fleet, own), regrets);
  }

  /// Returns the least cost of the services at the attainments that they reached with the first
  /// seed's requests.
  private OptionalDouble leastUsd(Fleet fleet, PolicyRuns own) {
    double sum = 0;
    for (String service : history.services().keySet()) {
      double attainment =
          own.of(service).getFirst().service().map(ServiceOutcome::attainment).orElse(1.0);
      double least = CostLowerBound.of(trial(fleet, service, 1)).usdAt(attainment);
      if (!Double.isFinite(least)) {
        return OptionalDouble.empty();
      }
      sum += least;
    }
    return OptionalDouble.of(sum);
  }

  /// Runs workloads with their recorded replicas.
  private List<WorkloadOutcome> asItRan(Fleet fleet, List<String> workloads, long seed) {
    World world = new World(recorded.scenario(fleet, workloads, seed), seed);
    return MeasuredRun.of(world, new RecordedSchedule(world, history), history);
  }

  /// Runs this project's folds on the whole fleet, with all they knew at the start of the section.
  private List<WorkloadOutcome> whole(Fleet fleet, LiftedLimit.Change change, long seed) {
    Scenario declared = recorded.scenario(fleet, seed);
    Scenario scenario =
        change == LiftedLimit.Change.READY_AT_ONCE ? RecordedWorld.readyAtOnce(declared) : declared;
    HostVariant host =
        change == LiftedLimit.Change.FORESEEN
            ? new ForeseenArrivals(scenario, history.length())
            : HostVariant.SOUND;
    World world = new World(scenario, seed);
    ClosedLoop loop =
        ClosedLoop.resumed(world, RheostatPolicy.SCRAPE_EVERY, LoopLog.NONE, host, history.known());
    return MeasuredRun.of(world, loop::runUntil, history);
  }

  /// Runs another policy on one service, its pool's devices all its own.
  private List<WorkloadOutcome> alone(String name, Fleet fleet, String service, long seed) {
    PolicyTrial trial = trial(fleet, service, seed);
    Contender contender =
        name.equals(PolicyNames.CLAIRVOYANT)
            ? PolicyNames.clairvoyant(trial)
            : PolicyNames.baseline(name).of(facts(fleet, service));
    World world = new World(trial.scenario(), seed);
    return MeasuredRun.of(world, contender.enter(world, service), history);
  }

  /// Returns what baselines are set by. It is of the first seed's requests for all seeds: else it
  /// would depend on which of them is run first.
  private ServiceFacts facts(Fleet fleet, String service) {
    return facts.computeIfAbsent(
        new Declared(fleet, service), one -> policies.facts(trial(one.fleet, one.service, 1)));
  }

  private PolicyTrial trial(Fleet fleet, String service, long seed) {
    Scenario scenario = recorded.scenario(fleet, List.of(service), seed);
    return new PolicyTrial(service, scenario, service, Duration.ZERO, history.length());
  }
}
