package io.rheostat.actuator.protocol;

import io.rheostat.model.command.Command;

/// Whether a command may be carried out.
public sealed interface Verdict {
  /// It may.
  ///
  /// @param command what of it may be carried out now: all of it, or only what it lowers
  /// @param rest why the rest has to wait; empty text when nothing is left out
  record Admitted(Command command, String rest) implements Verdict {
    /// Whether nothing is left out.
    public boolean isWhole() {
      return rest.isEmpty();
    }
  }

  /// It may not, and waiting would not change that.
  record Refused(String reason) implements Verdict {}

  /// It may not now, but soon it may.
  record Waits(String reason) implements Verdict {}
}
