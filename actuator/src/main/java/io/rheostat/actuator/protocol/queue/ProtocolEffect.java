package io.rheostat.actuator.protocol.queue;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Outcome;

/// Action for the protocol's shell.
public sealed interface ProtocolEffect {
  /// Order to apply a command at its target.
  record Carry(Command command) implements ProtocolEffect {}

  /// Outcome of a command.
  record Conclude(Outcome outcome) implements ProtocolEffect {}
}
