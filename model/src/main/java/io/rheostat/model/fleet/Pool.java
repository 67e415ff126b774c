package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Resources shared by a set of workloads: device counts, a budget, and the weights of J = αP − βC.
///
/// @param name the pool's name
/// @param devices maximum devices in use by type; a type not listed has none
/// @param budgetUsdPerHour the most the pool may spend, when declared
/// @param maxWatts the most power its devices may draw together, when declared
/// @param churn the most changes of all its workloads together, when declared
/// @param alpha weight of the workloads' value, default 1
/// @param beta weight of their cost, default 1
/// @param owners quotas of owners of training jobs; an owner not listed has [Quota#NONE]
public record Pool(
    String name,
    SortedMap<String, Integer> devices,
    OptionalDouble budgetUsdPerHour,
    OptionalDouble maxWatts,
    Optional<Churn> churn,
    double alpha,
    double beta,
    SortedMap<String, Quota> owners) {
  public Pool {
    Require.text("pool name", name);
    devices = Require.sortedCopy(devices);
    devices.forEach((device, count) -> Require.atLeast("devices." + device, 0, count));
    budgetUsdPerHour.ifPresent(budget -> Require.atLeastZero("budget", budget));
    maxWatts.ifPresent(watts -> Require.atLeastZero("maxPower", watts));
    Require.atLeastZero("alpha", alpha);
    Require.atLeastZero("beta", beta);
    owners = Require.sortedCopy(owners);
  }

  /// Part of a pool for the training jobs of one owner, a person or a team.
  ///
  /// @param weight factor on the delay costs of its jobs, default 1
  /// @param devices most devices of its jobs at once by type; a type not listed is not limited
  public record Quota(double weight, SortedMap<String, Integer> devices) {
    /// Quota without a limit.
    public static final Quota NONE = new Quota(1, new TreeMap<>());

    public Quota {
      Require.positive("weight", weight);
      devices = Require.sortedCopy(devices);
      devices.forEach((device, count) -> Require.atLeast("devices." + device, 0, count));
    }
  }

  /// Creates a pool without quotas of owners.
  public Pool(
      String name,
      SortedMap<String, Integer> devices,
      OptionalDouble budgetUsdPerHour,
      OptionalDouble maxWatts,
      Optional<Churn> churn,
      double alpha,
      double beta) {
    this(name, devices, budgetUsdPerHour, maxWatts, churn, alpha, beta, new TreeMap<>());
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

  /// Returns the same pool with other devices.
  public Pool withDevices(SortedMap<String, Integer> counts) {
    return new Pool(name, counts, budgetUsdPerHour, maxWatts, churn, alpha, beta, owners);
  }

  /// Returns the same pool with another number of devices of a type.
  public Pool withDevices(String type, int count) {
    SortedMap<String, Integer> counts = new TreeMap<>(devices);
    counts.put(type, count);
    return withDevices(counts);
  }

  /// Returns the same pool with another budget; without one when it is empty.
  public Pool withBudget(OptionalDouble usdPerHour) {
    return new Pool(name, devices, usdPerHour, maxWatts, churn, alpha, beta, owners);
  }

  /// Returns the same pool with another weight of its workloads' value.
  public Pool withAlpha(double weight) {
    return new Pool(name, devices, budgetUsdPerHour, maxWatts, churn, weight, beta, owners);
  }

  /// Returns the same pool without a limit of changes.
  public Pool withoutChurn() {
    return new Pool(
        name, devices, budgetUsdPerHour, maxWatts, Optional.empty(), alpha, beta, owners);
  }

  /// Returns the same pool with another limit of power.
  public Pool withMaxWatts(double watts) {
    return new Pool(
        name, devices, budgetUsdPerHour, OptionalDouble.of(watts), churn, alpha, beta, owners);
  }

  /// Returns the same pool with another limit of changes.
  public Pool withChurn(Churn limit) {
    return new Pool(
        name, devices, budgetUsdPerHour, maxWatts, Optional.of(limit), alpha, beta, owners);
  }

  /// Returns the same pool with other quotas of owners.
  public Pool withOwners(SortedMap<String, Quota> quotas) {
    return new Pool(name, devices, budgetUsdPerHour, maxWatts, churn, alpha, beta, quotas);
  }

  /// Returns the quota of a workload's owner; without an owner, or one that is not listed, none.
  public Quota quota(Workload workload) {
    return workload.owner().map(owner -> owners.getOrDefault(owner, Quota.NONE)).orElse(Quota.NONE);
  }

  /// Returns the devices of a type a workload may have at most: the pool's, or its owner's share of
  /// them.
  public int most(Workload workload, String device) {
    return Math.min(
        count(device), quota(workload).devices().getOrDefault(device, Integer.MAX_VALUE));
  }

  /// Returns the pool's devices of a type; 0 for a type it does not list.
  public int count(String device) {
    return devices.getOrDefault(device, 0);
  }
}
