package io.rheostat.benchmarks.policies;

/// How a policy came by its settings.
public enum Kind {
  /// This project, with its one default.
  RHEOSTAT("Rheostat"),
  /// As its project ships it.
  SHIPPED("as shipped"),
  /// Tuned on the very trace it is judged on.
  HINDSIGHT("tuned in hindsight"),
  /// Tuned on the first half of the trace.
  HALF_TUNED("tuned on the first half"),
  /// A schedule made from the trace itself.
  CLAIRVOYANT("clairvoyant");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  /// For people.
  String words() {
    return words;
  }

  /// Whether it is a policy that Rheostat is compared with; the clairvoyant is none, for it knows
  /// what comes.
  public boolean rival() {
    return this != RHEOSTAT && this != CLAIRVOYANT;
  }
}
