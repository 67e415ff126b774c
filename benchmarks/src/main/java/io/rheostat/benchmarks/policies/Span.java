package io.rheostat.benchmarks.policies;

/// Which part of the judged time a row is about.
public enum Span {
  /// All of it.
  WHOLE(""),
  /// What comes after the half that the honest user tunes on.
  SECOND_HALF(", second half");

  private final String words;

  Span(String words) {
    this.words = words;
  }

  /// For people, after what it is part of.
  String words() {
    return words;
  }
}
