package io.rheostat.contest.trial;

import io.rheostat.simulator.world.Score;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;

/// Runs policies on trials. Same trial, policy and seed: same result.
public final class Contest {
  private final PolicyTrial trial;
  private final String policy;
  private final long seed;
  private final double usdPerGoodRequest;

  private Contest(PolicyTrial trial, String policy, long seed) {
    this.trial = trial;
    this.policy = policy;
    this.seed = seed;
    this.usdPerGoodRequest = trial.usdPerGoodRequest();
  }

  /// Runs one policy on one trial.
  ///
  /// @throws IllegalArgumentException when the trial's workload is no inference service, or nothing
  ///     was judged
  public static TrialResult run(PolicyTrial trial, Contender contender, long seed) {
    return halves(trial, contender, seed).whole();
  }

  /// Runs the same, with the result of each half of the judged time.
  ///
  /// @throws IllegalArgumentException when the trial's workload is no inference service
  public static HalvesResult halves(PolicyTrial trial, Contender contender, long seed) {
    return new Contest(trial, contender.name(), seed).run(contender);
  }

  private HalvesResult run(Contender contender) {
    World world = new World(trial.scenario(), seed);
    Contender.Run run = contender.enter(world, trial.workload());
    Instant from = trial.scenario().start().plus(trial.unscored());
    Reading start = read(world, run, from);
    Reading middle = read(world, run, from.plus(trial.length().dividedBy(2)));
    Reading end = read(world, run, from.plus(trial.length()));
    if (end.line.requests() == start.line.requests()) {
      throw new IllegalArgumentException(
          "%s: no request was finished, refused or overdue in the %s that are judged after %s. %s"
              .formatted(
                  trial.trace(),
                  trial.length(),
                  trial.unscored(),
                  "Give a longer trace or judge more of it."));
    }
    return new HalvesResult(between(start, middle), between(middle, end), between(start, end));
  }

  /// The score so far.
  private record Reading(Score.Line line, Duration time) {
    double replicaSeconds() {
      return line.averageReplicas() * seconds();
    }

    double seconds() {
      return time.toNanos() / 1e9;
    }
  }

  private Reading read(World world, Contender.Run run, Instant at) {
    run.runUntil(at);
    Duration time = Duration.between(trial.scenario().start(), at);
    return new Reading(world.score().of(trial.workload()), time);
  }

  private TrialResult between(Reading before, Reading after) {
    Score.Line then = before.line;
    Score.Line now = after.line;
    long good = now.requestsWithinSlo() - then.requestsWithinSlo();
    return new TrialResult(
        policy,
        trial.trace(),
        seed,
        now.requests() - then.requests(),
        good,
        (after.replicaSeconds() - before.replicaSeconds()) / (after.seconds() - before.seconds()),
        now.deviceHours() - then.deviceHours(),
        now.costUsd() - then.costUsd(),
        good * usdPerGoodRequest,
        now.resizes() - then.resizes());
  }
}
