package io.rheostat.actuator.protocol.admission;

import io.rheostat.model.command.Command;

/// Judgement on applying a command.
public sealed interface AdmissionVerdict {
  /// It may.
  ///
  /// @param command the part to apply now: all of it, or only its scale-downs
  /// @param rest reason why the rest has to wait; empty text when nothing is left out
  record Admitted(Command command, String rest) implements AdmissionVerdict {
    /// Returns whether nothing is left out.
    public boolean isWhole() {
      return rest.isEmpty();
    }
  }

  /// It may not, and waiting would not change this.
  record Refused(String reason) implements AdmissionVerdict {}

  /// It may not now, but soon it may.
  record Waits(String reason) implements AdmissionVerdict {}
}
