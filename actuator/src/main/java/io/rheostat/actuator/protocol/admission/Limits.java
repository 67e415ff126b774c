package io.rheostat.actuator.protocol.admission;

import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Declared limits on a scale up: the workload's and its pool's. An undeclared pool has no devices
/// and no dollars to give.
final class Limits {
  private final Workload workload;
  private final RequestedChange ask;
  private final Pool pool;

  /// Usages possible at once.
  ///
  /// @param live replicas of the workload possibly desired at once
  /// @param own possible usage of the workload
  /// @param pool possible usage of all workloads of the pool
  /// @param owner possible usage of those of the workload's owner; nothing without one
  record Usages(int live, DeviceUsage own, DeviceUsage pool, DeviceUsage owner) {}

  Limits(Fleet fleet, RequestedChange ask) {
    this.ask = ask;
    workload = ask.workload();
    Pool declared = fleet.pools().get(workload.pool());
    pool =
        declared != null
            ? declared
            : new Pool(workload.pool(), new TreeMap<>(), OptionalDouble.of(0), 1, 1);
  }

  /// Returns the pool as declared.
  Pool pool() {
    return pool;
  }

  /// Returns the first limit that would be exceeded, with its numbers.
  Optional<String> broken(Usages usages) {
    return replicas(usages)
        .or(() -> devices(usages))
        .or(() -> quota(usages))
        .or(
            () ->
                dollars(
                    "workload " + workload.name(), workload.bounds().maxUsdPerHour(), usages.own()))
        .or(() -> dollars("pool " + pool.name(), pool.budgetUsdPerHour(), usages.pool()))
        .or(() -> watts(usages));
  }

  private Optional<String> replicas(Usages usages) {
    int most = workload.bounds().maxReplicas();
    return usages.live() <= most
        ? Optional.empty()
        : Optional.of(
            workload.name()
                + " may have "
                + most
                + " replicas, and this could make them "
                + usages.live());
  }

  private Optional<String> devices(Usages usages) {
    for (Placement placement : ask.raised()) {
      long wanted = usages.pool().devices(placement.device());
      if (wanted > pool.count(placement.device())) {
        return Optional.of(
            "pool "
                + pool.name()
                + " has "
                + pool.count(placement.device())
                + " "
                + placement.device()
                + ", and this could make it use "
                + wanted);
      }
    }
    return Optional.empty();
  }

  private Optional<String> quota(Usages usages) {
    Map<String, Integer> most = pool.quota(workload).devices();
    for (Placement placement : ask.raised()) {
      long wanted = usages.owner().devices(placement.device());
      Integer limit = most.get(placement.device());
      if (limit != null && wanted > limit) {
        return Optional.of(
            "owner "
                + workload.owner().orElseThrow()
                + " may have "
                + limit
                + " "
                + placement.device()
                + ", and this could make them "
                + wanted);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> dollars(String whose, OptionalDouble limit, DeviceUsage usage) {
    if (limit.isEmpty() || !usage.isDearerThan(limit.getAsDouble())) {
      return Optional.empty();
    }
    return Optional.of(
        whose
            + " may cost "
            + DeviceUsage.text(limit.getAsDouble())
            + " $/h, and this could make it "
            + usage.usdText()
            + " $/h");
  }

  private Optional<String> watts(Usages usages) {
    if (pool.maxWatts().isEmpty() || !usages.pool().drawsMoreThan(pool.maxWatts().getAsDouble())) {
      return Optional.empty();
    }
    return Optional.of(
        "pool "
            + pool.name()
            + " may draw "
            + DeviceUsage.text(pool.maxWatts().getAsDouble())
            + " W, and this could make it "
            + usages.pool().wattsText()
            + " W");
  }
}
