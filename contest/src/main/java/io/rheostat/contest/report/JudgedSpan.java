package io.rheostat.contest.report;

/// Part of the judged time of a row.
public enum JudgedSpan {
  /// All of it.
  WHOLE(""),
  /// The time after the half used by the honest user for tuning.
  SECOND_HALF(", second half");

  private final String words;

  JudgedSpan(String words) {
    this.words = words;
  }

  /// Returns the name for people, after the name of the whole.
  String words() {
    return words;
  }
}
