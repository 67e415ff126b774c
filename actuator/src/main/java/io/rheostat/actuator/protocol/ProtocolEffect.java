package io.rheostat.actuator.protocol;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Outcome;

/// What the protocol asks its shell to do.
public sealed interface ProtocolEffect {
  /// Carry it out at the target.
  record Carry(Command command) implements ProtocolEffect {}

  /// This is how a command ended.
  record Conclude(Outcome outcome) implements ProtocolEffect {}
}
