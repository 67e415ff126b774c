package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import io.rheostat.model.resource.Device;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything declared at once, by name.
///
/// @param devices device types
/// @param pools pools
/// @param workloads workloads
public record Fleet(
    SortedMap<String, Device> devices,
    SortedMap<String, Pool> pools,
    SortedMap<String, Workload> workloads) {
  /// Nothing declared.
  public static final Fleet EMPTY = new Fleet(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  public Fleet {
    devices = Require.sortedCopy(devices);
    pools = Require.sortedCopy(pools);
    workloads = Require.sortedCopy(workloads);
  }

  /// Returns the same fleet with other pools.
  public Fleet withPools(SortedMap<String, Pool> others) {
    return new Fleet(devices, others, workloads);
  }

  /// Returns the same fleet with other workloads.
  public Fleet withWorkloads(SortedMap<String, Workload> others) {
    return new Fleet(devices, pools, others);
  }
}
