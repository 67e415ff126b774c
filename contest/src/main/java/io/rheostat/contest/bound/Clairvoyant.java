package io.rheostat.contest.bound;

import io.rheostat.contest.trial.Contender;
import io.rheostat.contest.trial.Contest;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.TrialResult;
import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A contender with the whole trace known beforehand, following a schedule made from it. The cost
/// of the best of these is an upper bound on the true optimum: it is feasible with perfect
/// knowledge.
public final class Clairvoyant implements Contender {
  private static final int[] WINDOWS = {10, 30, 60, 120};
  private static final double[] UTILISATIONS = {0.6, 0.7, 0.8, 0.9, 1};
  private static final int[] LEADS = {0, 15};

  /// Longest stretch shortened by a try, as a power of two of slots.
  private static final int LONGEST = 8;

  private final String name;
  private final List<PlacementCost> lanes;
  private final Schedule schedule;

  Clairvoyant(String name, List<PlacementCost> lanes, Schedule schedule) {
    this.name = name;
    this.lanes = List.copyOf(lanes);
    this.schedule = schedule;
  }

  /// Returns the schedules of all settings: averaging time of work, utilisation of replicas, lead
  /// of their launch.
  public static List<Clairvoyant> grid(PolicyTrial trial) {
    ForeseenDemand foreseen = new ForeseenDemand(trial);
    List<Clairvoyant> grid = new ArrayList<>();
    for (int window : WINDOWS) {
      for (double utilisation : UTILISATIONS) {
        for (int lead : LEADS) {
          ForeseenDemand.Plan plan =
              new ForeseenDemand.Plan(
                  Duration.ofSeconds(window), utilisation, Duration.ofSeconds(lead));
          grid.add(new Clairvoyant(plan.name(), foreseen.lanes(), foreseen.schedule(plan)));
        }
      }
    }
    return List.copyOf(grid);
  }

  /// Returns the cheapest result of the grid at an attainment; empty when none reaches it.
  public static Optional<TrialResult> best(PolicyTrial trial, double attainment, long seed) {
    return best(trial, attainment, seed, 0);
  }

  /// Returns the same, then trimmed. Each try removes one replica for some stretch of time. The
  /// removal stays when the result is cheaper and still reaches the attainment.
  ///
  /// @param tries simulations beyond those of the grid, 0 or more
  public static Optional<TrialResult> best(
      PolicyTrial trial, double attainment, long seed, int tries) {
    Clairvoyant best = null;
    TrialResult result = null;
    for (Clairvoyant clairvoyant : grid(trial)) {
      TrialResult own = Contest.run(trial, clairvoyant, seed);
      if (own.sloAttainment() >= attainment && (result == null || cheaper(own, result))) {
        best = clairvoyant;
        result = own;
      }
    }
    return best == null || result == null
        ? Optional.empty()
        : Optional.of(best.trimmed(trial, attainment, result, tries));
  }

  /// Returns the cheapest result at an attainment; when none reaches it, the result with the
  /// highest net value.
  ///
  /// @param results one or more
  public static TrialResult best(List<TrialResult> results, double attainment) {
    Optional<TrialResult> cheapest =
        results.stream()
            .filter(result -> result.sloAttainment() >= attainment)
            .min(Comparator.comparingDouble(TrialResult::costUsd));
    return cheapest.orElseGet(
        () -> results.stream().max(Comparator.comparingDouble(TrialResult::netUsd)).orElseThrow());
  }

  private static boolean cheaper(TrialResult one, TrialResult other) {
    return one.costUsd() < other.costUsd();
  }

  private TrialResult trimmed(
      PolicyTrial trial, double attainment, TrialResult untrimmed, int tries) {
    Chance chance = new Chance(Chance.seed(untrimmed.seed(), "trimming"));
    int floor = TrialService.of(trial).workload().bounds().minReplicas();
    Schedule best = schedule;
    TrialResult result = untrimmed;
    for (int i = 0; i < tries; i++) {
      int from = chance.below(best.replicas().size());
      Schedule tried = best.less(from, 1 << chance.below(LONGEST), floor);
      if (tried.equals(best)) {
        continue;
      }
      Clairvoyant contender = new Clairvoyant(name + " trimmed", lanes, tried);
      TrialResult own = Contest.run(trial, contender, untrimmed.seed());
      if (own.sloAttainment() >= attainment && cheaper(own, result)) {
        best = tried;
        result = own;
      }
    }
    return result;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Run enter(World world, String workload, Interference trouble) {
    return new Follow(world, workload, trouble);
  }

  private final class Follow implements Run {
    private final World world;
    private final String workload;
    private final Interference trouble;
    private Allocation held;
    private long slot;

    Follow(World world, String workload, Interference trouble) {
      this.trouble = trouble;
      this.world = world;
      this.workload = workload;
      this.held =
          Objects.requireNonNullElse(world.scenario().initial().get(workload), Allocation.NONE);
    }

    @Override
    public void runUntil(Instant until) {
      Instant start = world.scenario().start();
      for (Instant next = start.plus(schedule.slot().multipliedBy(slot));
          next.isBefore(until);
          next = next.plus(schedule.slot())) {
        Allocation wanted = Schedule.spread(lanes, schedule.at(slot));
        if (!wanted.equals(held) && trouble.runs(next)) {
          trouble.pass(world, next);
          set(wanted);
        }
        slot++;
      }
      trouble.pass(world, until);
    }

    private void set(Allocation wanted) {
      long newest = world.observed(workload).generation().counter();
      for (PlacementCost lane : lanes) {
        int replicas = wanted.replicas(lane.placement());
        if (replicas != held.replicas(lane.placement())) {
          Generation generation = new Generation(1, StrictMath.max(newest, slot) + 1);
          world.scale(workload, lane.placement(), replicas, generation);
        }
      }
      held = wanted;
    }
  }
}
