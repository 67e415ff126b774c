package io.rheostat.contest.backtest;

import java.util.List;
import java.util.OptionalDouble;

/// Looking back at a section with all of it known.
///
/// @param clairvoyant the best of the schedules made with all requests known, service by service
/// @param leastUsd least cost of any schedule with the attainment that Rheostat reached, over the
///     services; empty where none is known
/// @param regrets limits lifted alone, the dearest first
public record Hindsight(PolicyRuns clairvoyant, OptionalDouble leastUsd, List<Regret> regrets) {
  /// Net dollars that one limit cost.
  ///
  /// @param lifted the limit and its change, such as `maxReplicas of chat from 12 to 14`
  /// @param usdPerDay net dollars a day that Rheostat would have had more without it
  public record Regret(String lifted, PolicyRuns.Mean usdPerDay) {}

  public Hindsight {
    regrets = List.copyOf(regrets);
  }
}
