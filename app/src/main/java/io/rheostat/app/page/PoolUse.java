package io.rheostat.app.page;

import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.util.Optional;

/// Cost and devices of all running replicas in a pool.
public final class PoolUse {
  private PoolUse() {}

  /// Returns the cost of ready, starting and draining replicas, US dollars per hour.
  public static double usdPerHour(LiveState.View view, Pool pool) {
    double usd = 0;
    for (Workload workload : view.fleet().workloads().values()) {
      if (workload.pool().equals(pool.name())) {
        usd +=
            RunningReplicas.usdPerHour(
                view.fleet(), workload.name(), view.observed().get(workload.name()));
      }
    }
    return usd;
  }

  /// Returns the devices of a type in use by ready, starting and draining replicas.
  public static int devices(LiveState.View view, Pool pool, String device) {
    int used = 0;
    for (Workload workload : view.fleet().workloads().values()) {
      Observed observed = view.observed().get(workload.name());
      if (observed == null || !workload.pool().equals(pool.name())) {
        continue;
      }
      for (PlacementStatus status : observed.placements()) {
        Optional<Placement> placement = workload.placement(status.placement());
        if (Standing.hasTarget(workload, status.placement())
            && placement.get().device().equals(device)) {
          int running = status.running();
          used += running * placement.get().devicesPerReplica();
        }
      }
    }
    return used;
  }
}
