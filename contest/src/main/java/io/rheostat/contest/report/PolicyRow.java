package io.rheostat.contest.report;

import io.rheostat.contest.trial.TrialResult;

/// One policy on one trial with one seed.
///
/// @param family of the policy's settings
/// @param kind origin of its settings
/// @param conditions trace, start-up and devices
/// @param result of the run; names the policy and the seed
/// @param boundUsd least dollars of any schedule with its attainment; infinite if there is none,
///     and for a part of the judged time, for it has no bound
/// @param span part of the judged time
public record PolicyRow(
    String family,
    SettingsOrigin kind,
    RunConditions conditions,
    TrialResult result,
    double boundUsd,
    JudgedSpan span) {
  /// Builds a row of the whole judged time.
  public PolicyRow(
      String family,
      SettingsOrigin kind,
      RunConditions conditions,
      TrialResult result,
      double boundUsd) {
    this(family, kind, conditions, result, boundUsd, JudgedSpan.WHOLE);
  }

  /// Returns the identity of the row across runs.
  String key() {
    return "%s (%s), %s, seed %d%s"
        .formatted(result.policy(), kind.words(), conditions.words(), result.seed(), span.words());
  }
}
