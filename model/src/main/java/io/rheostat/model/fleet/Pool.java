package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/// Resources shared by a set of workloads: device counts, a budget, and the weights of J = αP − βC.
///
/// @param name the pool's name
/// @param devices maximum devices in use by type; a type not listed has none
/// @param budgetUsdPerHour the most the pool may spend, when declared
/// @param maxWatts the most power its devices may draw together, when declared
/// @param churn the most changes of all its workloads together, when declared
/// @param alpha weight of the workloads' value, default 1
/// @param beta weight of their cost, default 1
public record Pool(
    String name,
    SortedMap<String, Integer> devices,
    OptionalDouble budgetUsdPerHour,
    OptionalDouble maxWatts,
    Optional<Churn> churn,
    double alpha,
    double beta) {
  public Pool {
    Require.text("pool name", name);
    devices = Require.sortedCopy(devices);
    devices.forEach((device, count) -> Require.atLeast("devices." + device, 0, count));
    budgetUsdPerHour.ifPresent(budget -> Require.atLeastZero("budget", budget));
    maxWatts.ifPresent(watts -> Require.atLeastZero("maxPower", watts));
    Require.atLeastZero("alpha", alpha);
    Require.atLeastZero("beta", beta);
  }

  /// Creates a pool without limits of power and changes.
  public Pool(
      String name,
      SortedMap<String, Integer> devices,
      OptionalDouble budgetUsdPerHour,
      double alpha,
      double beta) {
    this(name, devices, budgetUsdPerHour, OptionalDouble.empty(), Optional.empty(), alpha, beta);
  }

  /// Returns the same pool with another limit of power.
  public Pool withMaxWatts(double watts) {
    return new Pool(name, devices, budgetUsdPerHour, OptionalDouble.of(watts), churn, alpha, beta);
  }

  /// Returns the same pool with another limit of changes.
  public Pool withChurn(Churn limit) {
    return new Pool(name, devices, budgetUsdPerHour, maxWatts, Optional.of(limit), alpha, beta);
  }

  /// Returns the pool's devices of a type; 0 for a type it does not list.
  public int count(String device) {
    return devices.getOrDefault(device, 0);
  }
}
