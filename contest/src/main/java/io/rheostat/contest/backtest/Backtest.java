package io.rheostat.contest.backtest;

import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.scenario.PolicyNames;
import io.rheostat.contest.trial.Contender;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.RheostatPolicy;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.simulator.loop.ClosedLoop;
import io.rheostat.simulator.loop.LoopLog;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Policies side by side on a recorded section. The same history, policies and seeds give the same
/// numbers.
public final class Backtest {
  private static final String RHEOSTAT = "rheostat";
  private static final String AS_IT_RAN = "as it ran";
  private static final Duration SCRAPE_EVERY = Duration.ofSeconds(5);

  private final RecordedWorld recorded;
  private final FleetHistory history;
  private final int seeds;
  private final Consumer<String> progress;
  private final PolicyNames policies = new PolicyNames();

  /// @param seeds number of runs of each policy, 1 or more; five and more tell a difference from
  ///     chance
  /// @param progress consumer of each finished part, by any thread
  public Backtest(FleetHistory history, int seeds, Consumer<String> progress) {
    this.history = history;
    this.recorded = new RecordedWorld(history);
    this.seeds = seeds;
    this.progress = progress;
  }

  /// Result of a policy, with the reproduction it stands on.
  ///
  /// @param asItRan simulation with the recorded replicas, on the fleet as declared
  /// @param reproduction of what was recorded by it
  /// @param policies in the order asked for; none when the reproduction was refused
  public record Result(PolicyRuns asItRan, Reproduction reproduction, List<PolicyRuns> policies) {
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

  /// Runs the section as it ran, and the policies on it when that is near enough to the record.
  ///
  /// @param names of policies
  /// @param whatIf declarations that the policies are given in place of the recorded ones
  /// @param anyway whether to compare when the reproduction is off by more than its largest errors
  public Result run(List<String> names, WhatIf whatIf, boolean anyway) throws InterruptedException {
    Fleet changed = whatIf.apply(history.fleet());
    try (ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Callable<List<WorkloadOutcome>>> tasks = new ArrayList<>();
      for (long seed = 1; seed <= seeds; seed++) {
        Fleet declared = history.fleet();
        long own = seed;
        tasks.add(() -> asItRan(declared, List.copyOf(declared.workloads().keySet()), own));
      }
      PolicyRuns asItRan = collect(AS_IT_RAN, List.of(submit(cores, AS_IT_RAN, tasks)));
      Reproduction reproduction = Reproduction.of(history, asItRan);
      List<PolicyRuns> results = new ArrayList<>();
      if (anyway || reproduction.excesses().isEmpty()) {
        List<List<List<Future<List<WorkloadOutcome>>>>> running = new ArrayList<>();
        for (String name : names) {
          running.add(submit(cores, name, changed));
        }
        for (int i = 0; i < names.size(); i++) {
          results.add(collect(names.get(i), running.get(i)));
        }
      }
      return new Result(asItRan, reproduction, results);
    }
  }

  /// Submits the parts of a policy's runs: each part by seed.
  private List<List<Future<List<WorkloadOutcome>>>> submit(
      ExecutorService cores, String name, Fleet fleet) {
    List<List<Callable<List<WorkloadOutcome>>>> parts = new ArrayList<>();
    if (name.equals(RHEOSTAT)) {
      parts.add(bySeed(seed -> whole(fleet, seed)));
    } else {
      for (String service : history.services().keySet()) {
        parts.add(bySeed(seed -> alone(name, fleet, service, seed)));
      }
      if (!history.jobs().isEmpty()) {
        List<String> jobs = List.copyOf(history.jobs().keySet());
        parts.add(bySeed(seed -> asItRan(fleet, jobs, seed)));
      }
    }
    return parts.stream().map(part -> submit(cores, name, part)).toList();
  }

  /// Part of a run by its seed.
  private interface Part {
    List<WorkloadOutcome> run(long seed);
  }

  private List<Callable<List<WorkloadOutcome>>> bySeed(Part part) {
    List<Callable<List<WorkloadOutcome>>> tasks = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      long own = seed;
      tasks.add(() -> part.run(own));
    }
    return tasks;
  }

  private List<Future<List<WorkloadOutcome>>> submit(
      ExecutorService cores, String name, List<Callable<List<WorkloadOutcome>>> tasks) {
    return tasks.stream()
        .map(
            task ->
                cores.submit(
                    () -> {
                      List<WorkloadOutcome> outcomes = task.call();
                      progress.accept(name);
                      return outcomes;
                    }))
        .toList();
  }

  private PolicyRuns collect(String name, List<List<Future<List<WorkloadOutcome>>>> parts)
      throws InterruptedException {
    List<List<WorkloadOutcome>> runs = new ArrayList<>();
    Optional<String> refused = Optional.empty();
    for (int seed = 0; seed < seeds; seed++) {
      List<WorkloadOutcome> run = new ArrayList<>();
      for (List<Future<List<WorkloadOutcome>>> part : parts) {
        try {
          run.addAll(part.get(seed).get());
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof IllegalArgumentException reason)) {
            // The section was checked before: whatever else fails here is a bug.
            throw new IllegalStateException("a policy failed on a section", e.getCause());
          }
          refused = Optional.of(String.valueOf(reason.getMessage()));
        }
      }
      runs.add(run);
    }
    return refused
        .map(reason -> PolicyRuns.refused(name, reason))
        .orElseGet(() -> new PolicyRuns(name, runs, Optional.empty()));
  }

  /// Runs workloads with their recorded replicas.
  private List<WorkloadOutcome> asItRan(Fleet fleet, List<String> workloads, long seed) {
    World world = new World(recorded.scenario(fleet, workloads, seed), seed);
    return MeasuredRun.of(world, new RecordedSchedule(world, history), history);
  }

  /// Runs this project's folds on the whole fleet, with all they knew at the start of the section.
  private List<WorkloadOutcome> whole(Fleet fleet, long seed) {
    World world = new World(recorded.scenario(fleet, seed), seed);
    ClosedLoop loop = ClosedLoop.resumed(world, SCRAPE_EVERY, LoopLog.NONE, history.known());
    return MeasuredRun.of(world, loop::runUntil, history);
  }

  /// Runs another policy on one service, its pool's devices all its own.
  private List<WorkloadOutcome> alone(String name, Fleet fleet, String service, long seed) {
    Scenario scenario = recorded.scenario(fleet, List.of(service), seed);
    PolicyTrial trial =
        new PolicyTrial(service, scenario, service, Duration.ZERO, history.length());
    Contender contender = policies.contender(name, trial, new RheostatPolicy());
    World world = new World(scenario, seed);
    return MeasuredRun.of(world, contender.enter(world, service), history);
  }
}
