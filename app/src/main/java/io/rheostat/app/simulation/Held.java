package io.rheostat.app.simulation;

import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Placement;
import io.rheostat.model.fleet.Workload;
import io.rheostat.simulator.contest.Contender;
import io.rheostat.simulator.world.World;
import java.util.Objects;
import java.util.OptionalInt;

/// Holds one number of replicas on the first placement from the first moment on.
///
/// @param name in reports
/// @param replicas held; the service's upper bound when empty
record Held(String name, OptionalInt replicas) implements Contender {
  @Override
  public Run enter(World world, String workload) {
    Workload declared = Objects.requireNonNull(world.scenario().fleet().workloads().get(workload));
    Placement first = declared.placements().getFirst();
    int held = replicas.orElse(declared.bounds().maxReplicas());
    for (Placement placement : declared.placements()) {
      int wanted = placement.equals(first) ? held : 0;
      world.scale(workload, placement.name(), wanted, new Generation(1, 1));
    }
    return world::advanceTo;
  }
}
