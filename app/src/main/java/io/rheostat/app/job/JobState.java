package io.rheostat.app.job;

/// State of a training job.
///
/// ```
/// Submitted → Admitted → Queued → Starting → Running ⇄ Restarting → Completed
///                          any of them → Failed, Cancelled
/// ```
public enum JobState {
  /// Declared; nothing was decided yet.
  SUBMITTED("Submitted"),

  /// Planned, but its target has not reported yet.
  ADMITTED("Admitted"),

  /// Without devices for now.
  QUEUED("Queued"),

  /// Has devices; its workers start for the first time.
  STARTING("Starting"),

  /// Trains.
  RUNNING("Running"),

  /// Has devices; its workers start again.
  RESTARTING("Restarting"),

  /// Its work is done.
  COMPLETED("Completed"),

  /// Its target reports that it failed for good.
  FAILED("Failed"),

  /// Ended by a person.
  CANCELLED("Cancelled");

  private final String words;

  JobState(String words) {
    this.words = words;
  }

  /// Returns the state as shown.
  public String words() {
    return words;
  }

  /// Returns whether a job in it needs no devices any more.
  public boolean isEnded() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}
