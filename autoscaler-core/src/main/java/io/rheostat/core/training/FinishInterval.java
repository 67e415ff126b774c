package io.rheostat.core.training;

import io.rheostat.core.Tuning;

/// Hours from now within which a job ends: its goodput may be off by a relative error, the smaller
/// the more of it was measured. Each time between is taken to be as likely as any other.
///
/// @param earliest hours until the end at the highest goodput
/// @param latest hours until the end at the lowest, at least the earliest
public record FinishInterval(double earliest, double latest) {
  private static final Tuning.Training TUNING = Tuning.DEFAULT.training();

  /// Returns the interval around an expected end.
  ///
  /// @param hours hours until the end at the expected goodput, above 0
  /// @param confidence confidence in that goodput, 0..1
  public static FinishInterval of(double hours, double confidence) {
    double error =
        TUNING.extrapolatedError()
            + confidence * (TUNING.measuredError() - TUNING.extrapolatedError());
    return new FinishInterval(hours / (1 + error), hours / (1 - error));
  }

  /// Returns the expected hours by which the job ends after a deadline, 0 or more.
  ///
  /// @param deadline hours from now until the deadline, negative once it is over
  public double hoursAfter(double deadline) {
    double longest = Math.max(0, latest - deadline);
    double shortest = Math.max(0, earliest - deadline);
    // Longest and shortest lie on a line of slope 1; below 0 nothing is late.
    return latest > earliest
        ? (longest * longest - shortest * shortest) / (2 * (latest - earliest))
        : longest;
  }

  /// Returns the chance that the job ends after a deadline, 0..1.
  ///
  /// @param deadline hours from now until the deadline, negative once it is over
  public double chanceAfter(double deadline) {
    if (latest <= deadline) {
      return 0;
    }
    return earliest >= deadline ? 1 : (latest - deadline) / (latest - earliest);
  }
}
