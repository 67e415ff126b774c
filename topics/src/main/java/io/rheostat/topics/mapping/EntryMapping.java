package io.rheostat.topics.mapping;

import io.rheostat.model.fleet.Pool;
import io.rheostat.topics.proto.FleetProto;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Mapping of maps to entries in key order, so equal maps give equal bytes.
final class EntryMapping {
  private EntryMapping() {}

  static List<FleetProto.Entry> encode(SortedMap<String, String> map) {
    List<FleetProto.Entry> entries = new ArrayList<>(map.size());
    inKeyOrder(map)
        .forEach(
            (key, value) ->
                entries.add(FleetProto.Entry.newBuilder().setKey(key).setValue(value).build()));
    return entries;
  }

  static SortedMap<String, String> decode(String name, List<FleetProto.Entry> entries) {
    SortedMap<String, String> map = new TreeMap<>();
    for (FleetProto.Entry entry : entries) {
      putOnce(name, map, entry.getKey(), entry.getValue());
    }
    return map;
  }

  static List<FleetProto.DeviceCount> encodeCounts(SortedMap<String, Integer> counts) {
    List<FleetProto.DeviceCount> entries = new ArrayList<>(counts.size());
    inKeyOrder(counts)
        .forEach(
            (device, count) ->
                entries.add(
                    FleetProto.DeviceCount.newBuilder().setDevice(device).setCount(count).build()));
    return entries;
  }

  static SortedMap<String, Integer> decodeCounts(List<FleetProto.DeviceCount> entries) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (FleetProto.DeviceCount entry : entries) {
      putOnce("devices", counts, entry.getDevice(), entry.getCount());
    }
    return counts;
  }

  static List<FleetProto.OwnerQuota> encodeOwners(SortedMap<String, Pool.Quota> owners) {
    List<FleetProto.OwnerQuota> entries = new ArrayList<>(owners.size());
    inKeyOrder(owners)
        .forEach(
            (owner, quota) ->
                entries.add(
                    FleetProto.OwnerQuota.newBuilder()
                        .setOwner(owner)
                        .setWeight(quota.weight())
                        .addAllDevices(encodeCounts(quota.devices()))
                        .build()));
    return entries;
  }

  static SortedMap<String, Pool.Quota> decodeOwners(List<FleetProto.OwnerQuota> entries) {
    SortedMap<String, Pool.Quota> owners = new TreeMap<>();
    for (FleetProto.OwnerQuota entry : entries) {
      putOnce(
          "owners",
          owners,
          entry.getOwner(),
          new Pool.Quota(entry.getWeight(), decodeCounts(entry.getDevicesList())));
    }
    return owners;
  }

  /// Returns the map in the order of its keys. A sorted map may come with a comparator of its own;
  /// the bytes must not depend on it.
  private static <V> SortedMap<String, V> inKeyOrder(SortedMap<String, V> map) {
    SortedMap<String, V> ordered = new TreeMap<>();
    ordered.putAll(map);
    return ordered;
  }

  private static <V> void putOnce(String name, SortedMap<String, V> map, String key, V value) {
    if (map.put(key, value) != null) {
      throw new IllegalArgumentException(
          name + " holds \"" + key + "\" twice. Give each key one value.");
    }
  }
}
