package io.rheostat.contest.report;

/// Origin of a policy's settings.
public enum SettingsOrigin {
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

  SettingsOrigin(String words) {
    this.words = words;
  }

  /// Returns the name for people.
  public String words() {
    return words;
  }

  /// Returns whether it is a policy compared with Rheostat; the clairvoyant is none, for it knows
  /// the arrivals in advance.
  public boolean rival() {
    return this != RHEOSTAT && this != CLAIRVOYANT;
  }
}
