package io.rheostat.simulator.trouble.outages;

import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Reload of a workload's file: its declaration is published once more.
public final class Reload implements Interference {
  private final Instant at;
  private final String workload;
  private boolean done;

  public Reload(Instant at, String workload) {
    this.at = at;
    this.workload = workload;
  }

  @Override
  public List<Declaration.Change> declares(World world) {
    if (done || world.now().isBefore(at)) {
      return List.of();
    }
    done = true;
    Workload declared = Objects.requireNonNull(world.scenario().fleet().workloads().get(workload));
    return List.of(new Declaration.Change.OfWorkload(declared, Optional.empty()));
  }
}
