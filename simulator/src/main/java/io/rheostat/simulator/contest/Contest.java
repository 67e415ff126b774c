package io.rheostat.simulator.contest;

import io.rheostat.model.fleet.Objective;
import io.rheostat.simulator.world.Score;
import io.rheostat.simulator.world.World;
import java.time.Instant;

/// Runs policies on trials. Same trial, policy and seed: same result.
public final class Contest {
  private Contest() {}

  /// One policy on one trial.
  ///
  /// @throws IllegalArgumentException when the trial's workload is no inference service
  public static Result run(Trial trial, Contender contender, long seed) {
    World world = new World(trial.scenario(), seed);
    Contender.Run run = contender.enter(world, trial.workload());
    Instant judgedFrom = trial.scenario().start().plus(trial.unscored());
    run.runUntil(judgedFrom);
    Score.Line before = world.score().of(trial.workload());
    run.runUntil(judgedFrom.plus(trial.length()));
    Score.Line after = world.score().of(trial.workload());
    double whole = trial.unscored().plus(trial.length()).toNanos();
    double replicas =
        (after.averageReplicas() * whole - before.averageReplicas() * trial.unscored().toNanos())
            / trial.length().toNanos();
    long good = after.requestsWithinSlo() - before.requestsWithinSlo();
    return new Result(
        contender.name(),
        trial.trace(),
        seed,
        after.requests() - before.requests(),
        good,
        replicas,
        after.deviceHours() - before.deviceHours(),
        after.costUsd() - before.costUsd(),
        good * usdPerGoodRequest(trial),
        after.resizes() - before.resizes());
  }

  private static double usdPerGoodRequest(Trial trial) {
    var workload = trial.scenario().fleet().workloads().get(trial.workload());
    if (workload != null && workload.objective() instanceof Objective.Inference objective) {
      return objective.usdPerGoodRequest();
    }
    throw new IllegalArgumentException(trial.workload() + " is no inference service.");
  }
}
