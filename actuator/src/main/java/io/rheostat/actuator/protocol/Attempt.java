package io.rheostat.actuator.protocol;

/// How an attempt to carry out a command ended.
public sealed interface Attempt {
  /// The target holds it now, whether by this attempt or an earlier one of the same generation.
  record Accepted(String detail) implements Attempt {}

  /// The target will never take it: it has seen a newer generation, or the call is wrong or
  /// forbidden.
  record Refused(String reason) implements Attempt {}

  /// Nobody knows: the target did not answer. Safe to try again, the target is fenced.
  record Unreachable(String reason) implements Attempt {}
}
