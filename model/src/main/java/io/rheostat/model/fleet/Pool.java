package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.util.OptionalDouble;
import java.util.SortedMap;

/// What a set of workloads shares: device counts, a budget, and the weights of J = αP − βC.
///
/// @param name the pool's name
/// @param devices how many devices of each type may be in use at once; a type not listed has none
/// @param budgetUsdPerHour the most the pool may spend, when declared
/// @param alpha weight of what workloads earn, default 1
/// @param beta weight of what they cost, default 1
public record Pool(
    String name,
    SortedMap<String, Integer> devices,
    OptionalDouble budgetUsdPerHour,
    double alpha,
    double beta) {
  public Pool {
    Require.text("pool name", name);
    devices = Require.sortedCopy(devices);
    devices.forEach((device, count) -> Require.atLeast("devices." + device, 0, count));
    budgetUsdPerHour.ifPresent(budget -> Require.atLeastZero("budget", budget));
    Require.atLeastZero("alpha", alpha);
    Require.atLeastZero("beta", beta);
  }

  /// How many devices of a type the pool has; 0 for a type it does not list.
  public int count(String device) {
    return devices.getOrDefault(device, 0);
  }
}
