package io.rheostat.core.option;

import io.rheostat.model.decision.Option;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Pool;

/// Objective of the policy: `J = α·value − β·(cost + change)`, all in dollars per hour.
///
/// Value is the worth of the performance P of an allocation, cost the price C of its resources, and
/// change the price of changing to it from the current allocation, spread over the time for which
/// it is expected to be kept; of a job with a delay cost it is lost value, and α weighs it. α and β
/// weigh them for a whole pool. The loss from missing the declared attainment is no part of J: it
/// is a term of its own, subtracted when options are compared.
///
/// @param alpha weight of value, 1 or as the pool declares it
/// @param beta weight of cost and change, likewise
public record NetValue(double alpha, double beta) {
  /// Returns the objective of a pool.
  public static NetValue of(Pool pool) {
    return new NetValue(pool.alpha(), pool.beta());
  }

  /// Predicted terms of one allocation, before the weights.
  ///
  /// @param performance P in the workload's own unit
  /// @param attainment share of good requests, 0..1; 1 where requests are not the objective
  /// @param valueUsdPerHour worth of P
  /// @param costUsdPerHour C, price of its resources
  /// @param changeUsdPerHour price of changing to it, weighed as cost is
  /// @param lostUsdPerHour price of changing to it, weighed as value is
  record Terms(
      double performance,
      double attainment,
      double valueUsdPerHour,
      double costUsdPerHour,
      double changeUsdPerHour,
      double lostUsdPerHour) {
    /// Creates the terms of a workload that loses no value by a change.
    Terms(
        double performance,
        double attainment,
        double valueUsdPerHour,
        double costUsdPerHour,
        double changeUsdPerHour) {
      this(performance, attainment, valueUsdPerHour, costUsdPerHour, changeUsdPerHour, 0);
    }
  }

  /// Computes J in dollars per hour.
  public double usdPerHour(double valueUsd, double costUsd, double changeUsd) {
    return alpha * valueUsd - beta * (costUsd + changeUsd);
  }

  /// Returns the option of an allocation.
  ///
  /// @param shortfallUsdPerHour loss from missing the declared attainment, already weighed; 0
  ///     without one
  Option option(Allocation allocation, Terms terms, double shortfallUsdPerHour) {
    double earned = terms.valueUsdPerHour - terms.lostUsdPerHour;
    return new Option(
        allocation,
        terms.performance,
        terms.valueUsdPerHour,
        terms.costUsdPerHour,
        terms.changeUsdPerHour + terms.lostUsdPerHour,
        usdPerHour(earned, terms.costUsdPerHour, terms.changeUsdPerHour),
        shortfallUsdPerHour,
        terms.attainment);
  }
}
