package io.rheostat.actuator.protocol.queue;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;

/// Event of a workload's commands.
public sealed interface ProtocolEvent {
  /// A command came in.
  record Received(Command command) implements ProtocolEvent {}

  /// An attempt ended.
  ///
  /// @param jitter random number in 0..1, growing the wait for the next attempt
  record Attempted(Generation generation, Attempt attempt, double jitter) implements ProtocolEvent {
    /// Creates the event without a random delay of the next attempt.
    public Attempted(Generation generation, Attempt attempt) {
      this(generation, attempt, 0);
    }
  }

  /// Nothing of the workload may change.
  ///
  /// @param by author of the freeze
  record Frozen(String by) implements ProtocolEvent {}

  /// The obstacle of a command may be gone: it is tried now if it waits.
  record Cleared() implements ProtocolEvent {}

  /// Time has passed.
  record Tick() implements ProtocolEvent {}
}
