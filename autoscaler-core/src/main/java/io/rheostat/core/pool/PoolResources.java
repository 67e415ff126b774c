package io.rheostat.core.pool;

import io.rheostat.core.member.MemberState;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Footprint;
import io.rheostat.model.resource.Placement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Pool as declared now, with the arithmetic of devices and dollars on it.
///
/// A quota of an owner counts as one more type of device, taken by its jobs beside the device
/// itself. So do watts where power is limited, for the solver; the guard asks the exact footprint.
public final class PoolResources {
  /// Type name of watts; no device can have it.
  private static final String WATTS = "(watts)";

  private final Pool pool;
  private final Catalogue catalogue;
  private final List<String> types;
  private final int deviceTypes;
  private final List<QuotaType> quotas = new ArrayList<>();
  private final Map<Shape, Footprint> footprints = new HashMap<>();

  /// Inputs of a placement's footprint. Few shapes serve a whole pool, and exact decimals are dear.
  private record Shape(String device, int devices, double memoryGib, double diskGib) {}

  /// Quota of an owner on one device type.
  ///
  /// @param device position of the device type
  private record QuotaType(String owner, int device, int most) {}

  /// @param name pool name; a pool never declared has no devices and no budget to spend
  public PoolResources(String name, Catalogue catalogue) {
    Pool declared = catalogue.pools().get(name);
    this.pool =
        declared != null ? declared : new Pool(name, new TreeMap<>(), OptionalDouble.of(0), 1, 1);
    this.catalogue = catalogue;
    this.types = new ArrayList<>(pool.devices().keySet());
    this.deviceTypes = types.size();
    pool.owners().forEach(this::addQuotas);
    if (pool.maxWatts().isPresent()) {
      types.add(WATTS);
    }
  }

  private void addQuotas(String owner, Pool.Quota quota) {
    quota
        .devices()
        .forEach(
            (device, most) -> {
              int position = types.indexOf(device);
              if (position >= 0) {
                quotas.add(new QuotaType(owner, position, most));
                types.add(device + " of " + owner);
              }
            });
  }

  /// Returns the pool as declared; one never declared has no devices and a budget of 0.
  public Pool pool() {
    return pool;
  }

  /// Returns the number of device types.
  public int deviceTypes() {
    return deviceTypes;
  }

  /// Returns the number of device types and of quotas of owners on them: the types counted in
  /// devices.
  int countedTypes() {
    return deviceTypes + quotas.size();
  }

  /// Returns the device types of the pool, in order, then the quotas of owners, and watts where
  /// power is limited.
  public List<String> types() {
    return types;
  }

  /// Returns the device type of a placement; empty when the type is not declared.
  public Optional<Device> device(Placement placement) {
    return Optional.ofNullable(catalogue.devices().get(placement.device()));
  }

  /// Returns the pool's devices by type, in the order of [#types()], with quotas and its power
  /// limit in watts.
  public int[] counts() {
    int[] counts = new int[types.size()];
    for (int i = 0; i < deviceTypes; i++) {
      counts[i] = pool.count(types.get(i));
    }
    for (int i = 0; i < quotas.size(); i++) {
      counts[deviceTypes + i] = quotas.get(i).most();
    }
    if (countedTypes() < counts.length) {
      counts[countedTypes()] = (int) Math.min(Integer.MAX_VALUE, pool.maxWatts().orElse(0));
    }
    return counts;
  }

  /// Returns the watts of one replica, rounded up.
  private long replicaWatts(Placement placement) {
    return (footprint(placement).milliwatts() + 999) / 1000;
  }

  /// Returns the dollars and power of one replica.
  public Footprint footprint(Placement placement) {
    Shape shape =
        new Shape(
            placement.device(),
            placement.devicesPerReplica(),
            placement.memoryGib(),
            placement.diskGib());
    return footprints.computeIfAbsent(
        shape,
        _ -> device(placement).map(of -> Footprint.of(placement, of)).orElse(Footprint.NONE));
  }

  /// Returns the dollars and power of an allocation.
  public Footprint footprint(Workload workload, Allocation allocation) {
    Footprint total = Footprint.NONE;
    for (Allocation.Part part : allocation.parts()) {
      Optional<Placement> placement = workload.placement(part.placement());
      Footprint each = placement.map(this::footprint).orElse(Footprint.NONE);
      total = total.plus(each.times(part.replicas()));
    }
    return total;
  }

  /// Returns the most replicas of a placement on the devices, by the pool's order of types.
  public int most(Placement placement, int[] devices) {
    int index = types.indexOf(placement.device());
    int most = index < 0 ? 0 : Math.max(0, devices[index]) / placement.devicesPerReplica();
    long watts = countedTypes() < types.size() ? replicaWatts(placement) : 0;
    return watts == 0 ? most : (int) Math.min(most, Math.max(0, devices[countedTypes()]) / watts);
  }

  /// Returns the most replicas of a placement on the pool's devices.
  public int most(Placement placement) {
    return pool.count(placement.device()) / placement.devicesPerReplica();
  }

  /// Returns the most replicas of a workload on a placement: of the pool's devices, or of its
  /// owner's quota.
  public int most(Workload workload, Placement placement) {
    return pool.most(workload, placement.device()) / placement.devicesPerReplica();
  }

  /// Returns the dollars per hour of one replica.
  public double replicaUsd(Placement placement) {
    return device(placement).map(device -> device.rates().usdPerHour(placement)).orElse(0.0);
  }

  /// Returns the dollars per hour of an allocation.
  public double usd(Workload workload, Allocation allocation) {
    double usd = 0;
    for (Allocation.Part part : allocation.parts()) {
      Optional<Placement> placement = workload.placement(part.placement());
      usd += placement.map(this::replicaUsd).orElse(0.0) * part.replicas();
    }
    return usd;
  }

  /// Returns the devices of each type taken by an allocation.
  public int[] devices(Workload workload, Allocation allocation) {
    int[] devices = new int[types.size()];
    for (Allocation.Part part : allocation.parts()) {
      workload
          .placement(part.placement())
          .ifPresent(placement -> add(devices, workload, placement, part.replicas()));
    }
    return devices;
  }

  private void add(int[] devices, Workload workload, Placement placement, int replicas) {
    int index = types.indexOf(placement.device());
    if (index >= 0) {
      devices[index] += replicas * placement.devicesPerReplica();
    }
    for (int i = 0; i < quotas.size(); i++) {
      QuotaType quota = quotas.get(i);
      if (quota.device() == index && workload.owner().equals(Optional.of(quota.owner()))) {
        devices[deviceTypes + i] += replicas * placement.devicesPerReplica();
      }
    }
    if (countedTypes() < devices.length) {
      long watts = devices[countedTypes()] + replicas * replicaWatts(placement);
      devices[countedTypes()] = (int) Math.min(Integer.MAX_VALUE / 2, watts);
    }
  }

  /// Returns the devices of each type taken by replicas of a member, on declared and on leaving
  /// placements.
  public int[] devices(MemberState member, Allocation allocation) {
    int[] devices = new int[types.size()];
    for (Placement placement : member.placements()) {
      add(devices, member.workload(), placement, allocation.replicas(placement.name()));
    }
    return devices;
  }

  /// Returns the dollars and power of replicas of a member, on declared and on leaving placements.
  public Footprint footprint(MemberState member, Allocation allocation) {
    Footprint total = Footprint.NONE;
    for (Placement placement : member.placements()) {
      int replicas = allocation.replicas(placement.name());
      total = replicas == 0 ? total : total.plus(footprint(placement).times(replicas));
    }
    return total;
  }

  /// Returns the devices of each type taken by a member now or soon.
  int[] committedDevices(MemberState member) {
    return devices(member, member.committed());
  }

  /// Returns the dollars per hour of a member now or soon.
  public double committedUsd(MemberState member) {
    double usd = 0;
    for (Placement placement : member.placements()) {
      usd += replicaUsd(placement) * member.committed(placement.name());
    }
    return usd;
  }

  /// Returns the spare capacity for one workload: counts less the devices taken by all others now
  /// or soon.
  public Spare spareFor(PoolState state, String workload) {
    int[] left = counts();
    Footprint taken = Footprint.NONE;
    for (MemberState member : state.members().values()) {
      if (!member.workload().name().equals(workload)) {
        int[] devices = committedDevices(member);
        for (int i = 0; i < left.length; i++) {
          left[i] -= devices[i];
        }
        taken = taken.plus(footprint(member, member.committed()));
      }
    }
    return new Spare(left, taken);
  }

  /// Returns whether the budget pays for the footprint beside the others.
  public boolean affordable(Footprint footprint, Spare spare) {
    long limit = Footprint.microUsdLimit(pool.budgetUsdPerHour());
    return spare.others().plus(footprint).microUsdPerHour() <= limit;
  }

  /// Returns whether the power limit has room for the footprint beside the others.
  public boolean powered(Footprint footprint, Spare spare) {
    long limit = Footprint.milliwattLimit(pool.maxWatts());
    return spare.others().plus(footprint).milliwatts() <= limit;
  }

  /// Spare devices for one workload, and the footprint of the others under the other limits.
  ///
  /// @param devices spare devices by the pool's order of types; negative when others take too much
  /// @param others exact footprint of all others now or soon
  @SuppressWarnings("ArrayRecordComponent") // built for one look, never changed
  public record Spare(int[] devices, Footprint others) {
    /// Returns the same with more taken by others.
    Spare less(Footprint more) {
      return new Spare(devices, others.plus(more));
    }
  }
}
