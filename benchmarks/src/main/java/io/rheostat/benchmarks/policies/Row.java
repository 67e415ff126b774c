package io.rheostat.benchmarks.policies;

import io.rheostat.simulator.contest.Result;

/// One policy on one trial with one seed.
///
/// @param family of the policy's settings
/// @param kind origin of its settings
/// @param conditions trace, start-up and devices
/// @param result of the run; names the policy and the seed
/// @param boundUsd least dollars of any schedule with its attainment; infinite if there is none,
///     and for a part of the judged time, for it has no bound
/// @param span part of the judged time
public record Row(
    String family, Kind kind, Conditions conditions, Result result, double boundUsd, Span span) {
  /// Builds a row of the whole judged time.
  public Row(String family, Kind kind, Conditions conditions, Result result, double boundUsd) {
    this(family, kind, conditions, result, boundUsd, Span.WHOLE);
  }

  /// Returns the identity of the row across runs.
  String key() {
    return "%s (%s), %s, seed %d%s"
        .formatted(result.policy(), kind.words(), conditions.words(), result.seed(), span.words());
  }
}
