package io.rheostat.contest.backtest;

import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

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
          changedDevices.put(name, device.withRates(device.rates().withPerDevice(usd)));
        });
    SortedMap<String, Pool> pools = new TreeMap<>(fleet.pools());
    budgets.forEach(
        (name, usd) ->
            pools.put(name, known("--budget", name, pools).withBudget(OptionalDouble.of(usd))));
    devices.forEach((name, count) -> limit(pools, changedDevices, name, count));
    if (alpha.isPresent()) {
      pools.replaceAll((_, pool) -> pool.withAlpha(alpha.getAsDouble()));
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

  private static void limit(
      SortedMap<String, Pool> pools, SortedMap<String, Device> types, String name, int count) {
    int slash = name.indexOf('/');
    String type = name.substring(slash + 1);
    known("--devices", type, types);
    if (slash < 0) {
      pools.replaceAll((_, pool) -> pool.count(type) == 0 ? pool : pool.withDevices(type, count));
    } else {
      String pool = name.substring(0, slash);
      pools.put(pool, known("--devices", pool, pools).withDevices(type, count));
    }
  }
}
