package io.rheostat.simulator.cluster;

/// What a target answers when told to hold a number of replicas.
public sealed interface ScaleResult {
  /// The target holds it.
  ///
  /// @param changed false when it held that number already
  record Accepted(boolean changed) implements ScaleResult {}

  /// The target refuses.
  ///
  /// @param reason why, for a person
  record Refused(String reason) implements ScaleResult {}
}
