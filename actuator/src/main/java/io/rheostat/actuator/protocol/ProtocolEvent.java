package io.rheostat.actuator.protocol;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;

/// What happens to a workload's commands.
public sealed interface ProtocolEvent {
  /// A command came in.
  record Received(Command command) implements ProtocolEvent {}

  /// An attempt ended.
  ///
  /// @param jitter draw of chance in 0..1, by which the wait for the next attempt grows
  record Attempted(Generation generation, Attempt attempt, double jitter) implements ProtocolEvent {
    /// One whose next attempt is not put off by chance.
    public Attempted(Generation generation, Attempt attempt) {
      this(generation, attempt, 0);
    }
  }

  /// Nothing of the workload may change.
  ///
  /// @param by who said so
  record Frozen(String by) implements ProtocolEvent {}

  /// What kept a command from being carried out may be over: it is tried now if it waits.
  record Cleared() implements ProtocolEvent {}

  /// Time has passed.
  record Tick() implements ProtocolEvent {}
}
