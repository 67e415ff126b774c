package io.rheostat.model.decision;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.Allocation;

/// Candidate allocation with its predicted value and cost.
///
/// @param allocation the allocation
/// @param performance P in the workload's own unit: good requests per second, goodput in samples
///     per second, or the sum of declared scores
/// @param valueUsdPerHour value of P, before the pool's α
/// @param costUsdPerHour C, before the pool's β
/// @param netUsdPerHour J = α·value − β·cost − the price of changing to it
/// @param attainment predicted share of good requests; 1 where requests are not the objective
public record Option(
    Allocation allocation,
    double performance,
    double valueUsdPerHour,
    double costUsdPerHour,
    double netUsdPerHour,
    double attainment) {
  public Option {
    Require.finite("performance", performance);
    Require.finite("value", valueUsdPerHour);
    Require.atLeastZero("cost", costUsdPerHour);
    Require.finite("net", netUsdPerHour);
    Require.share("attainment", attainment);
  }
}
