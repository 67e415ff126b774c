package io.rheostat.contest.judge;

import io.rheostat.contest.trial.Contender;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.world.World;
import java.time.Instant;

/// One policy's run of a trial under trouble. Same trial, policy, trouble and seed: same track.
public final class TroubledRun {
  private TroubledRun() {}

  /// Runs it.
  ///
  /// @param trouble fresh, for this run alone
  public static RunTrack run(
      PolicyTrial trial, Contender contender, Interference trouble, long seed) {
    World world = new World(trial.scenario(), seed);
    Contender.Run run = contender.enter(world, trial.workload(), trouble);
    RunTrack track = new RunTrack(trial.scenario().start(), trouble);
    Instant until = trial.scenario().start().plus(trial.unscored()).plus(trial.length());
    for (Instant at = trial.scenario().start().plusSeconds(1);
        !at.isAfter(until);
        at = at.plusSeconds(1)) {
      run.runUntil(at);
      track.second(world);
    }
    track.end(world);
    return track;
  }
}
