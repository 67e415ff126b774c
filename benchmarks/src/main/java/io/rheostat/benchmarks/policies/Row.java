package io.rheostat.benchmarks.policies;

import io.rheostat.simulator.contest.Result;

/// One policy on one trial with one seed.
///
/// @param family which the policy is a setting of
/// @param kind how it came by its settings
/// @param conditions trace, start-up and devices
/// @param result how it did; names the policy and the seed
/// @param boundUsd what any schedule with its attainment costs at least; infinite when there is
///     none
public record Row(String family, Kind kind, Conditions conditions, Result result, double boundUsd) {
  /// What makes it the same row in another run.
  String key() {
    return "%s (%s), %s, seed %d"
        .formatted(result.policy(), kind.words(), conditions.words(), result.seed());
  }
}
