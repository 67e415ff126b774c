package io.rheostat.app.doctor;

import java.util.Locale;

/// Result of one examination.
///
/// @param level severity of the finding
/// @param subject such as `kafka` or `workload chat`
/// @param words text for a person: the finding and, where something is wrong, the remedy
public record Finding(Level level, String subject, String words) {
  /// Severity of a finding.
  public enum Level {
    /// As it should be.
    OK,
    /// It may be meant so.
    WARNING,
    /// Rheostat cannot do its work with it.
    PROBLEM;

    /// Returns the printed form.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String subject, String words) {
    return new Finding(Level.OK, subject, words);
  }

  static Finding warning(String subject, String words) {
    return new Finding(Level.WARNING, subject, words);
  }

  static Finding problem(String subject, String words) {
    return new Finding(Level.PROBLEM, subject, words);
  }
}
