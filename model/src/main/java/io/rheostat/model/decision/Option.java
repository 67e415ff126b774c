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
/// @param changeUsdPerHour price of changing to it, spread over the time for which it is expected
///     to be kept, before the pool's β
/// @param netUsdPerHour J = α·value − β·(cost + change); α weighs the change of a job with a delay
///     cost
/// @param shortfallUsdPerHour loss from missing the declared attainment; options are compared by J
///     less this loss
/// @param attainment predicted share of good requests; 1 where requests are not the objective
public record Option(
    Allocation allocation,
    double performance,
    double valueUsdPerHour,
    double costUsdPerHour,
    double changeUsdPerHour,
    double netUsdPerHour,
    double shortfallUsdPerHour,
    double attainment) {
  public Option {
    Require.finite("performance", performance);
    Require.finite("value", valueUsdPerHour);
    Require.atLeastZero("cost", costUsdPerHour);
    Require.atLeastZero("change", changeUsdPerHour);
    Require.finite("net", netUsdPerHour);
    Require.atLeastZero("shortfall", shortfallUsdPerHour);
    Require.share("attainment", attainment);
  }

  /// Returns J less the loss from missing the declared attainment, dollars per hour: the best
  /// option has the highest score.
  public double score() {
    return netUsdPerHour - shortfallUsdPerHour;
  }
}
