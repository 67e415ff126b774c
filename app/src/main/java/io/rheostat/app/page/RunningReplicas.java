package io.rheostat.app.page;

import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Number, place and cost of a workload's ready, starting and draining replicas.
public final class RunningReplicas {
  private RunningReplicas() {}

  /// Returns the number of replicas on all placements; 0 for a workload never observed.
  static int count(@Nullable Observed observed) {
    return observed == null
        ? 0
        : observed.placements().stream().mapToInt(PlacementStatus::running).sum();
  }

  /// Returns the cost of a workload's replicas, US dollars per hour.
  public static double usdPerHour(Fleet fleet, String workload, @Nullable Observed observed) {
    Workload declared = fleet.workloads().get(workload);
    if (declared == null || observed == null) {
      return 0;
    }
    double usd = 0;
    for (PlacementStatus status : observed.placements()) {
      Optional<Placement> placement = declared.placement(status.placement());
      if (placement.isPresent() && Standing.hasTarget(declared, status.placement())) {
        Device device = fleet.devices().get(placement.get().device());
        usd += device == null ? 0 : status.running() * device.rates().usdPerHour(placement.get());
      }
    }
    return usd;
  }

  /// Returns whether replicas may be in a pool or on a device type of that name. True for any of a
  /// workload withdrawn: where it ran is not known any more.
  static boolean mayBeIn(String poolOrDevice, Observed observed, Fleet fleet) {
    if (count(observed) == 0) {
      return false;
    }
    Workload workload = fleet.workloads().get(observed.workload());
    return observed.pool().equals(poolOrDevice)
        || workload == null
        || observed.placements().stream()
            .filter(status -> status.running() > 0)
            .flatMap(status -> workload.placement(status.placement()).stream())
            .anyMatch(placement -> placement.device().equals(poolOrDevice));
  }
}
