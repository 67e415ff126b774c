package io.rheostat.contest.bound;

import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// One placement of a trial's service, with its cost.
///
/// @param placement its name
/// @param engine true speed of a replica
/// @param usdPerSecond price of a replica
/// @param startupSeconds mean time from launch to ready
/// @param most replicas within the pool's devices
record PlacementCost(
    String placement, EngineProfile engine, double usdPerSecond, double startupSeconds, int most) {
  /// Returns the placements with room for at least one replica, in order of declaration.
  static List<PlacementCost> of(PolicyTrial trial) {
    var fleet = trial.scenario().fleet();
    Workload workload = TrialService.of(trial).workload();
    Pool pool = fleet.pools().get(workload.pool());
    var engines = Objects.requireNonNull(trial.scenario().engines().get(trial.workload()));
    List<PlacementCost> lanes = new ArrayList<>();
    for (Placement placement : workload.placements()) {
      Device device = Objects.requireNonNull(fleet.devices().get(placement.device()));
      int devices = pool == null ? 0 : pool.count(placement.device());
      int most = devices / placement.devicesPerReplica();
      if (most > 0) {
        lanes.add(
            new PlacementCost(
                placement.name(),
                Objects.requireNonNull(engines.get(placement.name())),
                device.rates().usdPerHour(placement) / 3600,
                placement.startup().toNanos() / 1e9,
                most));
      }
    }
    return List.copyOf(lanes);
  }
}
