package io.rheostat.actuator.protocol;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;

/// What happens to a workload's commands.
public sealed interface ProtocolEvent {
  /// A command came in.
  record Received(Command command) implements ProtocolEvent {}

  /// An attempt ended.
  record Attempted(Generation generation, Attempt attempt) implements ProtocolEvent {}

  /// Time has passed.
  record Tick() implements ProtocolEvent {}
}
