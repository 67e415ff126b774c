package io.rheostat.actuator.driver.kubernetes.api;

import io.rheostat.actuator.protocol.queue.Attempt;

/// Failure of a call.
///
/// @param cause kind of the failure
/// @param words error message for a person: the request, the answer, the remedy
public record Failure(Cause cause, String words) {
  /// Kinds of failures, by their remedy.
  public enum Cause {
    /// The object, or its type, is not there.
    MISSING,
    /// The credentials do not suffice.
    FORBIDDEN,
    /// The object changed since it was read.
    CONFLICT,
    /// The call is wrong, or the object is.
    INVALID,
    /// No answer, an unreadable one, or a request to try "later".
    SILENT
  }

  /// Returns the end of an attempt after this failure.
  public Attempt attempt() {
    return switch (cause) {
      case MISSING, FORBIDDEN, INVALID -> new Attempt.Refused(words);
      case CONFLICT, SILENT -> new Attempt.Unreachable(words);
    };
  }
}
