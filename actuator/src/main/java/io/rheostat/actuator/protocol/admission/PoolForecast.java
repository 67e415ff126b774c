package io.rheostat.actuator.protocol.admission;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Observed;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Possible usage of a pool by its workloads and by placements on their way out, with and without a
/// requested change, whatever becomes of the orders under way.
final class PoolForecast {
  private final Fleet fleet;
  private final CommandRecords records;
  private final Leaving leaving;
  private final RequestedChange ask;

  PoolForecast(Fleet fleet, CommandRecords records, Leaving leaving, RequestedChange ask) {
    this.fleet = fleet;
    this.records = records;
    this.leaving = leaving;
    this.ask = ask;
  }

  /// Returns the usage of the pool's workloads at once with the change.
  ///
  /// @param ownPeak whether the workload's own resources still to be given back count
  /// @param peaks the same of all others
  Limits.Usages usage(boolean ownPeak, boolean peaks) {
    DeviceUsage own = new DeviceUsage(fleet.devices());
    DeviceUsage pool = new DeviceUsage(fleet.devices());
    DeviceUsage owner = new DeviceUsage(fleet.devices());
    int live = 0;
    for (Workload workload : workloads()) {
      boolean asks = asks(workload);
      List<Reservation> chain = records.chain(workload, judged(workload), true);
      for (Placement placement : workload.placements()) {
        Occupancy occupancy = records.occupancy(workload, placement, chain);
        int replicas = (asks ? ownPeak : peaks) ? occupancy.peak() : occupancy.end();
        pool.add(placement, replicas);
        if (isOfItsOwner(workload)) {
          owner.add(placement, replicas);
        }
        if (asks) {
          own.add(placement, replicas);
          live += ownPeak ? occupancy.live() : occupancy.end();
        }
      }
    }
    addLeaving(pool, peaks, _ -> true);
    addLeaving(owner, peaks, this::isOfItsOwner);
    return new Limits.Usages(live, own, pool, owner);
  }

  private boolean isOfItsOwner(Workload workload) {
    return workload.owner().isPresent() && workload.owner().equals(ask.workload().owner());
  }

  /// Returns the minimum of another workload whose room the change would take. A workload on the
  /// way to its own minimum takes none: of two short workloads the first one comes first.
  ///
  /// @param with usage of the pool with the change
  Optional<String> minimumTaken(Pool pool, DeviceUsage with) {
    if (replicas() <= ask.workload().bounds().minReplicas()) {
      return Optional.empty();
    }
    DeviceUsage without = new DeviceUsage(fleet.devices());
    List<Minimums.Unmet> unmet = new ArrayList<>();
    for (Workload workload : workloads()) {
      List<Reservation> chain = records.chain(workload, judged(workload), false);
      int replicas = 0;
      for (Placement placement : workload.placements()) {
        Occupancy occupancy = records.occupancy(workload, placement, chain);
        without.add(placement, occupancy.peak());
        replicas += occupancy.end();
      }
      int missing = workload.bounds().minReplicas() - replicas;
      if (!asks(workload) && missing > 0 && workload.mode() != Mode.OBSERVE) {
        unmet.add(new Minimums.Unmet(workload, missing));
      }
    }
    addLeaving(without, true, _ -> true);
    return new Minimums(pool, unmet).taken(without, with);
  }

  /// Returns the name of a workload of the pool not yet observed.
  Optional<String> unseen() {
    return workloads().stream()
        .map(Workload::name)
        .filter(name -> records.seen(name).isEmpty())
        .findFirst();
  }

  private List<Workload> workloads() {
    return fleet.workloads().values().stream().filter(this::isInPool).toList();
  }

  private boolean isInPool(Workload workload) {
    return workload.pool().equals(ask.workload().pool());
  }

  private boolean asks(Workload workload) {
    return workload.name().equals(ask.workload().name());
  }

  /// Returns the judged command, for the workload it is of.
  private Optional<Command> judged(Workload workload) {
    return asks(workload) ? Optional.of(ask.command()) : Optional.empty();
  }

  /// Returns the workload's replicas after the change.
  private int replicas() {
    List<Reservation> chain = records.chain(ask.workload(), Optional.of(ask.command()), true);
    return ask.workload().placements().stream()
        .mapToInt(placement -> records.occupancy(ask.workload(), placement, chain).end())
        .sum();
  }

  /// Adds the usage of undeclared placements: they take the pool's devices and dollars until
  /// observed to be gone.
  private void addLeaving(DeviceUsage usage, boolean peaks, Predicate<Workload> of) {
    for (Workload workload : leaving.workloads().values()) {
      if (!isInPool(workload) || !of.test(workload)) {
        continue;
      }
      List<Reservation> chain = records.chain(workload, Optional.empty(), true);
      Optional<Observed> seen = records.seen(workload.name());
      for (Placement placement : workload.placements()) {
        Optional<Observed> told = seen.filter(observed -> observed.tellsOf(placement.name()));
        Occupancy occupancy = Occupancy.of(workload, placement, told, chain);
        usage.add(placement, peaks ? occupancy.peak() : occupancy.end());
      }
    }
  }
}
