package io.rheostat.actuator.shell;

import java.time.Duration;

/// Pace of the loops around the folds: by themselves, or step by step with a simulated clock.
public sealed interface LoopPace {
  /// Free pace: each loop has a thread of its own, in real time.
  ///
  /// @param observeEvery time between two observations of the targets
  record Free(Duration observeEvery) implements LoopPace {}

  /// Stepped pace: the driver of the clock calls each loop in turn; calls to targets are made one
  /// after the other.
  ///
  /// @param seed seed of the random delays of retries
  record Stepped(long seed) implements LoopPace {}
}
