package io.rheostat.actuator.shell;

import io.rheostat.model.command.Command;
import java.util.OptionalLong;

/// Listener for each command as the actuator reads it.
public interface CommandListener {
  /// Listener without effect.
  CommandListener IGNORED = (_, _) -> {};

  /// A command was read.
  ///
  /// @param receivedMicros wall-clock time of arrival of the metrics behind it; empty for a command
  ///     without such metrics
  void read(Command command, OptionalLong receivedMicros);
}
