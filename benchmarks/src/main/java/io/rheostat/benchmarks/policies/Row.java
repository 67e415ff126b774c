package io.rheostat.benchmarks.policies;

import io.rheostat.simulator.contest.Result;

/// One policy on one trial with one seed.
///
/// @param family which the policy is a setting of
/// @param kind how it came by its settings
/// @param conditions trace, start-up and devices
/// @param result how it did; names the policy and the seed
/// @param boundUsd what any schedule with its attainment costs at least; infinite when there is
///     none, and for a part of the judged time, which no bound is made for
/// @param span what the result is about
public record Row(
    String family, Kind kind, Conditions conditions, Result result, double boundUsd, Span span) {
  /// A row of the whole judged time.
  public Row(String family, Kind kind, Conditions conditions, Result result, double boundUsd) {
    this(family, kind, conditions, result, boundUsd, Span.WHOLE);
  }

  /// What makes it the same row in another run.
  String key() {
    return "%s (%s), %s, seed %d%s"
        .formatted(result.policy(), kind.words(), conditions.words(), result.seed(), span.words());
  }
}
