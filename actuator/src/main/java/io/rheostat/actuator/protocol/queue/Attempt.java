package io.rheostat.actuator.protocol.queue;

/// Result of an attempt to apply a command.
public sealed interface Attempt {
  /// The target has accepted it, in this attempt or an earlier one of the same generation.
  record Accepted(String detail) implements Attempt {}

  /// The target will never take it: it has seen a newer generation, or the call is wrong or
  /// forbidden.
  record Refused(String reason) implements Attempt {}

  /// The result is unknown: the target did not answer. Safe to try again, the target is fenced.
  record Unreachable(String reason) implements Attempt {}
}
