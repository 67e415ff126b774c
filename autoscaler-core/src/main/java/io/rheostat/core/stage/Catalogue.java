package io.rheostat.core.stage;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.resource.Device;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Declared fleet shared by all aggregates of a partition, as far as reported in its log.
///
/// @param revision newest fleet revision seen
/// @param devices device types by name
/// @param pools pools by name
/// @param frozen workloads that must not change; `*` stands for all
public record Catalogue(
    long revision,
    SortedMap<String, Device> devices,
    SortedMap<String, Pool> pools,
    SortedSet<String> frozen) {
  /// Catalogue before the first declaration.
  public static final Catalogue EMPTY =
      new Catalogue(0, new TreeMap<>(), new TreeMap<>(), new TreeSet<>());

  public Catalogue {
    devices = Require.sortedCopy(devices);
    pools = Require.sortedCopy(pools);
    frozen = Collections.unmodifiableSortedSet(new TreeSet<>(frozen));
  }

  /// Returns the catalogue after a declaration.
  public Catalogue apply(Declaration declaration) {
    long newest = Math.max(revision, declaration.revision());
    return switch (declaration.change()) {
      case Declaration.Change.OfDevice(Device device) -> {
        SortedMap<String, Device> changed = new TreeMap<>(devices);
        changed.put(device.name(), device);
        yield new Catalogue(newest, changed, pools, frozen);
      }
      case Declaration.Change.OfPool(Pool pool) -> {
        SortedMap<String, Pool> changed = new TreeMap<>(pools);
        changed.put(pool.name(), pool);
        yield new Catalogue(newest, devices, changed, frozen);
      }
      case Declaration.Change.DeviceWithdrawn(String device) -> {
        SortedMap<String, Device> changed = new TreeMap<>(devices);
        changed.remove(device);
        yield new Catalogue(newest, changed, pools, frozen);
      }
      case Declaration.Change.PoolWithdrawn(String pool) -> {
        SortedMap<String, Pool> changed = new TreeMap<>(pools);
        changed.remove(pool);
        yield new Catalogue(newest, devices, changed, frozen);
      }
      case Declaration.Change.OfWorkload _,
          Declaration.Change.WorkloadWithdrawn _,
          Declaration.Change.Answered _ ->
          new Catalogue(newest, devices, pools, frozen);
      case Declaration.Change.Freeze(String workload, String _) -> {
        SortedSet<String> changed = new TreeSet<>(frozen);
        changed.add(workload);
        yield new Catalogue(newest, devices, pools, changed);
      }
      case Declaration.Change.Unfreeze(String workload, String _) -> {
        SortedSet<String> changed = new TreeSet<>(frozen);
        changed.remove(workload);
        yield new Catalogue(newest, devices, pools, changed);
      }
    };
  }

  /// Returns whether nothing of a workload may change.
  public boolean isFrozen(String workload) {
    return frozen.contains("*") || frozen.contains(workload);
  }
}
