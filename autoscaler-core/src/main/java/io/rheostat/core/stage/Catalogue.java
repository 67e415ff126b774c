package io.rheostat.core.stage;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.JobProfile;
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
/// @param profiles what ended training jobs left to later ones, by profile key
public record Catalogue(
    long revision,
    SortedMap<String, Device> devices,
    SortedMap<String, Pool> pools,
    SortedSet<String> frozen,
    SortedMap<String, JobProfile> profiles) {
  /// Catalogue before the first declaration.
  public static final Catalogue EMPTY =
      new Catalogue(0, new TreeMap<>(), new TreeMap<>(), new TreeSet<>(), new TreeMap<>());

  public Catalogue {
    devices = Require.sortedCopy(devices);
    pools = Require.sortedCopy(pools);
    profiles = Require.sortedCopy(profiles);
    frozen = Collections.unmodifiableSortedSet(new TreeSet<>(frozen));
  }

  /// Returns the catalogue after a declaration.
  public Catalogue apply(Declaration declaration) {
    long newest = Math.max(revision, declaration.revision());
    return switch (declaration.change()) {
      case Declaration.Change.OfDevice(Device device) ->
          new Catalogue(newest, with(devices, device.name(), device), pools, frozen, profiles);
      case Declaration.Change.OfPool(Pool pool) ->
          new Catalogue(newest, devices, with(pools, pool.name(), pool), frozen, profiles);
      case Declaration.Change.DeviceWithdrawn(String device) ->
          new Catalogue(newest, without(devices, device), pools, frozen, profiles);
      case Declaration.Change.PoolWithdrawn(String pool) ->
          new Catalogue(newest, devices, without(pools, pool), frozen, profiles);
      case Declaration.Change.OfProfile(JobProfile profile) ->
          new Catalogue(
              newest,
              devices,
              pools,
              frozen,
              profile.isForgotten()
                  ? without(profiles, profile.name())
                  : with(profiles, profile.name(), profile));
      case Declaration.Change.OfWorkload _,
          Declaration.Change.WorkloadWithdrawn _,
          Declaration.Change.Answered _ ->
          new Catalogue(newest, devices, pools, frozen, profiles);
      case Declaration.Change.Freeze(String workload, String _) -> {
        SortedSet<String> changed = new TreeSet<>(frozen);
        changed.add(workload);
        yield new Catalogue(newest, devices, pools, changed, profiles);
      }
      case Declaration.Change.Unfreeze(String workload, String _) -> {
        SortedSet<String> changed = new TreeSet<>(frozen);
        changed.remove(workload);
        yield new Catalogue(newest, devices, pools, changed, profiles);
      }
    };
  }

  private static <V> SortedMap<String, V> with(SortedMap<String, V> map, String key, V value) {
    SortedMap<String, V> changed = new TreeMap<>(map);
    changed.put(key, value);
    return changed;
  }

  private static <V> SortedMap<String, V> without(SortedMap<String, V> map, String key) {
    SortedMap<String, V> changed = new TreeMap<>(map);
    changed.remove(key);
    return changed;
  }

  /// Returns the catalogue with other device types and pools.
  public Catalogue with(
      SortedMap<String, Device> otherDevices, SortedMap<String, Pool> otherPools) {
    return new Catalogue(revision, otherDevices, otherPools, frozen, profiles);
  }

  /// Returns whether nothing of a workload may change.
  public boolean isFrozen(String workload) {
    return frozen.contains("*") || frozen.contains(workload);
  }
}
