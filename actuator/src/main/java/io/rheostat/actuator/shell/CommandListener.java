package io.rheostat.actuator.shell;

import io.rheostat.model.command.Command;
import java.util.OptionalLong;

/// Told of each command as the actuator reads it.
public interface CommandListener {
  /// Tells nobody.
  CommandListener IGNORED = (_, _) -> {};

  /// A command was read.
  ///
  /// @param receivedMicros wall-clock time at which the metrics that caused it came in; empty for
  ///     one that no metrics caused
  void read(Command command, OptionalLong receivedMicros);
}
