package io.rheostat.contest.backtest;

import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Declarations that a backtest tries in place of the recorded ones.
///
/// @param settings keys of workloads to values, such as `chat.bounds.maxReplicas` to `12`
/// @param prices device types to dollars of a device and hour
/// @param budgets pools to dollars per hour
/// @param devices device types, or `POOL/TYPE`, to numbers of devices
/// @param alpha weight of value in every pool
public record WhatIf(
    SortedMap<String, String> settings,
    SortedMap<String, Double> prices,
    SortedMap<String, Double> budgets,
    SortedMap<String, Integer> devices,
    OptionalDouble alpha) {
  /// The declarations as recorded.
  public static final WhatIf AS_DECLARED =
      new WhatIf(
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          OptionalDouble.empty());

  /// Returns whether nothing differs from what was declared.
  public boolean isAsDeclared() {
    return equals(AS_DECLARED);
  }

  /// Returns a fleet with the changes, every workload of it in mode `act`: what is only observed
  /// would hold still.
  ///
  /// @throws IllegalArgumentException with the option for a name that is not in the fleet, and a
  ///     value that cannot be
  public Fleet apply(Fleet fleet) {
    SortedMap<String, Device> changedDevices = new TreeMap<>(fleet.devices());
    prices.forEach(
        (name, usd) -> {
          Device device = known("--price", name, changedDevices);
          changedDevices.put(name, device.withRates(repriced(device.rates(), usd)));
        });
    SortedMap<String, Pool> pools = new TreeMap<>(fleet.pools());
    budgets.forEach(
        (name, usd) -> pools.put(name, withBudget(known("--budget", name, pools), usd)));
    devices.forEach((name, count) -> limit(pools, changedDevices, name, count));
    if (alpha.isPresent()) {
      pools.replaceAll((_, pool) -> withAlpha(pool, alpha.getAsDouble()));
    }
    SortedMap<String, Workload> workloads = new TreeMap<>();
    fleet.workloads().forEach((name, one) -> workloads.put(name, one.with(Mode.ACT)));
    settings.forEach(
        (key, value) -> {
          int dot = key.indexOf('.');
          String name = dot < 0 ? key : key.substring(0, dot);
          Workload workload = known("--set", name, workloads);
          workloads.put(
              name, WorkloadSetting.set(workload, dot < 0 ? "" : key.substring(dot + 1), value));
        });
    return new Fleet(changedDevices, pools, workloads);
  }

  private static <V> V known(String option, String name, SortedMap<String, V> all) {
    V found = all.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "%s names \"%s\". The section has %s."
              .formatted(option, name, String.join(", ", all.keySet())));
    }
    return found;
  }

  private static CostRates repriced(CostRates rates, double usd) {
    return new CostRates(rates.baseUsd(), usd, rates.perGibMemoryUsd(), rates.perGibDiskUsd());
  }

  private static void limit(
      SortedMap<String, Pool> pools, SortedMap<String, Device> types, String name, int count) {
    int slash = name.indexOf('/');
    String type = name.substring(slash + 1);
    known("--devices", type, types);
    UnaryOperator<Pool> limited = pool -> withDevices(pool, type, count);
    if (slash < 0) {
      pools.replaceAll((_, pool) -> pool.count(type) == 0 ? pool : limited.apply(pool));
    } else {
      String pool = name.substring(0, slash);
      pools.put(pool, limited.apply(known("--devices", pool, pools)));
    }
  }

  private static Pool withDevices(Pool pool, String type, int count) {
    SortedMap<String, Integer> devices = new TreeMap<>(pool.devices());
    devices.put(type, count);
    return copy(pool, devices, pool.budgetUsdPerHour(), pool.alpha());
  }

  private static Pool withBudget(Pool pool, double usd) {
    return copy(pool, pool.devices(), OptionalDouble.of(usd), pool.alpha());
  }

  private static Pool withAlpha(Pool pool, double alpha) {
    return copy(pool, pool.devices(), pool.budgetUsdPerHour(), alpha);
  }

  private static Pool copy(
      Pool pool, SortedMap<String, Integer> devices, OptionalDouble budget, double alpha) {
    return new Pool(
        pool.name(),
        devices,
        budget,
        pool.maxWatts(),
        pool.churn(),
        alpha,
        pool.beta(),
        pool.owners());
  }
}
