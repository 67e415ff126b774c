package io.rheostat.app.job;

import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.util.Optional;
import java.util.function.Function;

/// Devices that the jobs of an owner have, against the owner's quota.
final class OwnerUse {
  private final Fleet fleet;
  private final Function<Workload, Allocation> held;

  /// Creates the use of a fleet.
  ///
  /// @param held devices a job has
  OwnerUse(Fleet fleet, Function<Workload, Allocation> held) {
    this.fleet = fleet;
    this.held = held;
  }

  /// Returns the reason for a queued job when its owner's quota leaves no room for its smallest
  /// width anywhere.
  Optional<String> reason(Workload job) {
    Pool pool = fleet.pools().get(job.pool());
    if (pool == null) {
      return Optional.empty();
    }
    Optional<String> full = Optional.empty();
    for (Placement placement : job.placements()) {
      Integer most = pool.quota(job).devices().get(placement.device());
      if (most == null) {
        return Optional.empty();
      }
      int least = placement.widths().stream().mapToInt(Integer::intValue).min().orElse(1);
      int used = used(job, placement.device());
      if (used + least * placement.devicesPerReplica() <= most) {
        return Optional.empty();
      }
      full =
          Optional.of(
              "owner "
                  + job.owner().orElseThrow()
                  + " may have "
                  + most
                  + " "
                  + placement.device()
                  + " and has "
                  + used);
    }
    return full;
  }

  private int used(Workload job, String device) {
    int used = 0;
    for (Workload other : fleet.workloads().values()) {
      if (other.pool().equals(job.pool()) && other.owner().equals(job.owner())) {
        for (Allocation.Part part : held.apply(other).parts()) {
          used +=
              other
                  .placement(part.placement())
                  .filter(placement -> placement.device().equals(device))
                  .map(placement -> part.replicas() * placement.devicesPerReplica())
                  .orElse(0);
        }
      }
    }
    return used;
  }
}
