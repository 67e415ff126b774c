package io.rheostat.contest.trial;

import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.world.World;
import java.time.Instant;

/// A policy for a contest, run on a world of its own.
public interface Contender {
  /// Returns its name in reports, settings included.
  String name();

  /// Takes charge of one workload of a fresh world.
  default Run enter(World world, String workload) {
    return enter(world, workload, Interference.NONE);
  }

  /// Takes charge of one workload of a fresh world with trouble between the two.
  Run enter(World world, String workload, Interference trouble);

  /// A policy in charge of a world.
  interface Run {
    /// Lets time pass until a moment, deciding on the way.
    void runUntil(Instant until);
  }
}
