package io.rheostat.config.auto;

import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Precision;
import java.time.Duration;
import java.util.List;

/// Request for the placements of a workload.
///
/// @param model its model
/// @param objective its objective, with the expected demand
/// @param pool its pool
/// @param bounds its limits
/// @param devices device types that may be chosen
/// @param maxDevicesPerReplica most devices of a replica
/// @param precisions precisions of weights that may be chosen; empty for the model's
/// @param startup expected time from command to ready
public record AutoRequest(
    ModelShape model,
    Objective.Inference objective,
    Pool pool,
    Bounds bounds,
    List<Device> devices,
    int maxDevicesPerReplica,
    List<Precision> precisions,
    Duration startup) {
  public AutoRequest {
    devices = List.copyOf(devices);
    precisions = List.copyOf(precisions);
  }
}
