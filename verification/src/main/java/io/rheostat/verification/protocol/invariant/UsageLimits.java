package io.rheostat.verification.protocol.invariant;

import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import io.rheostat.verification.protocol.world.ProtocolWorld;
import io.rheostat.verification.protocol.world.TargetSite;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/// Declared limits of the pool and of each workload, and the usage of both by the replicas at the
/// targets: devices, US cents an hour, watts and replicas.
final class UsageLimits {
  /// Time in milliseconds: a call may still take effect so long after its attempt was begun, with
  /// limits known then as old as this.
  private static final long GRACE_MILLIS = 50_000;

  private final ProtocolWorld world;
  private final Map<String, PermittedUsage> permitted = new TreeMap<>();
  private final Map<String, Names> names = new HashMap<>();
  private final Map<String, Long> used = new HashMap<>();
  private Fleet fleet = Fleet.EMPTY;

  /// Names of the limited quantities of a workload or device type, put together once.
  private record Names(String devices, String cents, String replicas) {
    Names(String name) {
      this("devices " + name, "cents of " + name, "replicas of " + name);
    }
  }

  UsageLimits(ProtocolWorld world) {
    this.world = world;
  }

  /// Sets the declared limits from here on.
  void declared(Fleet newest) {
    fleet = newest;
    for (Pool pool : fleet.pools().values()) {
      pool.devices().forEach((type, count) -> limit(names(type).devices(), count));
      limit("cents", Math.round(pool.budgetUsdPerHour().orElse(1e9) * 100));
      limit("watts", Math.round(pool.maxWatts().orElse(1e9)));
    }
    for (Workload workload : fleet.workloads().values()) {
      Names own = names(workload.name());
      limit(own.replicas(), workload.bounds().maxReplicas());
      limit(own.cents(), Math.round(workload.bounds().maxUsdPerHour().orElse(1e9) * 100));
    }
  }

  private Names names(String name) {
    return names.computeIfAbsent(name, Names::new);
  }

  private void limit(String name, long most) {
    PermittedUsage known = permitted.get(name);
    if (known == null) {
      permitted.put(name, new PermittedUsage(name, most, GRACE_MILLIS));
    } else {
      known.declare(most, world.now());
    }
  }

  /// Checks the usage by all targets, by workload and placement.
  ///
  /// @throws BrokenInvariant for usage beyond a limit
  void check(Map<String, Map<String, TargetSite>> sites) {
    used.clear();
    for (Workload workload : fleet.workloads().values()) {
      Names own = names(workload.name());
      for (TargetSite site : sites.getOrDefault(workload.name(), Map.of()).values()) {
        measure(own, site, site.held());
        add(own.replicas(), site.wanted());
      }
    }
    forEachUsed((limit, amount) -> limit.check(amount, world.now()));
  }

  /// Accounts for replicas of a target made by another writer.
  void byAnother(String workload, TargetSite site, int replicas) {
    used.clear();
    Names own = names(workload);
    measure(own, site, replicas);
    used.put(own.replicas(), (long) replicas);
    forEachUsed((limit, amount) -> limit.foreign(amount, world.now()));
  }

  private void forEachUsed(ObjLongConsumer<PermittedUsage> action) {
    used.forEach(
        (name, amount) -> {
          PermittedUsage limit = permitted.get(name);
          if (limit != null) {
            action.accept(limit, amount);
          }
        });
  }

  private void measure(Names own, TargetSite site, int replicas) {
    Placement placement = site.placement();
    Device device = fleet.devices().get(placement.device());
    if (device == null) {
      return;
    }
    long devices = (long) replicas * placement.devicesPerReplica();
    long cents = replicas * Math.round(device.rates().usdPerHour(placement) * 100);
    add(names(device.name()).devices(), devices);
    add("cents", cents);
    add("watts", devices * Math.round(device.watts().orElse(0)));
    add(own.cents(), cents);
  }

  private void add(String name, long amount) {
    used.merge(name, amount, Long::sum);
  }
}
