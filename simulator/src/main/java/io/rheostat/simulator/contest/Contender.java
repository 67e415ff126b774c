package io.rheostat.simulator.contest;

import io.rheostat.simulator.world.World;
import java.time.Instant;

/// A policy that can be run on a world of its own.
public interface Contender {
  /// Its name in reports, settings included.
  String name();

  /// Takes charge of one workload of a fresh world.
  Run enter(World world, String workload);

  /// A policy in charge of a world.
  interface Run {
    /// Lets time pass until a moment, deciding on the way.
    void runUntil(Instant until);
  }
}
