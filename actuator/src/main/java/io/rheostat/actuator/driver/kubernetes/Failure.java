package io.rheostat.actuator.driver.kubernetes;

import io.rheostat.actuator.protocol.Attempt;

/// Why a call brought nothing.
///
/// @param cause what kind of failure it is
/// @param words for a person: what was asked, what came back, what to do
record Failure(Cause cause, String words) {
  /// Kinds of failures, by what can be done about them.
  enum Cause {
    /// The object, or its type, is not there.
    MISSING,
    /// The credentials do not suffice.
    FORBIDDEN,
    /// The object changed since it was read.
    CONFLICT,
    /// The call is wrong, or the object is.
    INVALID,
    /// No answer, one that cannot be read, or one that says "later".
    SILENT
  }

  /// The end of an attempt that met it.
  Attempt attempt() {
    return switch (cause) {
      case MISSING, FORBIDDEN, INVALID -> new Attempt.Refused(words);
      case CONFLICT, SILENT -> new Attempt.Unreachable(words);
    };
  }
}
