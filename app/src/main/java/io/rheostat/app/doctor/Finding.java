package io.rheostat.app.doctor;

/// One thing that was looked at.
///
/// @param level how it is
/// @param subject such as `kafka` or `workload chat`
/// @param words for a person: what was found and, where something is wrong, what to do
public record Finding(Level level, String subject, String words) {
  /// How a thing is.
  public enum Level {
    /// As it should be.
    OK,
    /// It may be meant so.
    WARNING,
    /// Rheostat cannot do its work with it.
    PROBLEM;

    /// As it is printed.
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
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
