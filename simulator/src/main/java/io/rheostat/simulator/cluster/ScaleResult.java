package io.rheostat.simulator.cluster;

/// Answer of a target to a command for a number of replicas.
public sealed interface ScaleResult {
  /// The target accepts the count.
  ///
  /// @param changed false when the count was the desired one already
  record Accepted(boolean changed) implements ScaleResult {}

  /// The target refuses.
  ///
  /// @param reason explanation for a person
  record Refused(String reason) implements ScaleResult {}
}
