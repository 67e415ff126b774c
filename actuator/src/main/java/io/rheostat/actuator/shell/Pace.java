package io.rheostat.actuator.shell;

import java.time.Duration;

/// How the loops around the folds go on: by themselves, or step by step with a simulated clock.
public sealed interface Pace {
  /// Each loop has a thread of its own, in real time.
  ///
  /// @param observeEvery time between two looks at the targets
  record Free(Duration observeEvery) implements Pace {}

  /// Whoever moves the clock calls each loop in turn; calls to targets are made one after the
  /// other.
  ///
  /// @param seed of the chance by which retries are put off
  record Stepped(long seed) implements Pace {}
}
