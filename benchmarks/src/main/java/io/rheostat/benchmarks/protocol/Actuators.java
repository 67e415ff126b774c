package io.rheostat.benchmarks.protocol;

import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import java.util.Optional;

/// The lives of the actuator: when one ends another begins, sometimes before the last one knows.
final class Actuators {
  private static final int MOST_PAUSE_MILLIS = 20_000;

  /// The group gives a member's partitions to another one when it was not heard of for so long.
  private static final int HEARTBEAT_MILLIS = 2_000;
  private static final int SESSION_MILLIS = 6_000;

  private final World world;
  private final Coordinator coordinator;
  private final ActuatorLife.Surroundings around;
  private Optional<ActuatorLife> current = Optional.empty();
  private boolean starting;

  Actuators(
      World world,
      Coordinator coordinator,
      Targets targets,
      FleetTopic fleet,
      OrderedLog<PoolEvent> poolLog,
      OrderedLog<WorkloadEvent> workloadLog) {
    this.world = world;
    this.coordinator = coordinator;
    around =
        new ActuatorLife.Surroundings(
            coordinator, targets, fleet, poolLog, workloadLog, this::successor);
  }

  void begin() {
    starting = false;
    current = Optional.of(new ActuatorLife(world, around, world.chance().below(3_000) - 1_500));
  }

  private void successor() {
    if (!starting && current.filter(life -> !life.isDead()).isEmpty()) {
      starting = true;
      world.scheduler().within(300, 6_000, this::begin);
    }
  }

  /// The actuator stands still, or only loses touch with the others, and is replaced meanwhile.
  void replace() {
    ActuatorLife zombie = current.orElseThrow();
    if (starting || zombie.isDead()) {
      return;
    }
    if (world.chance().below(2) == 0) {
      zombie.losesTouch();
    } else {
      int millis = 1 + world.chance().below(MOST_PAUSE_MILLIS);
      zombie.pause(millis);
      if (millis < SESSION_MILLIS - HEARTBEAT_MILLIS) {
        return; // its next heartbeat comes in time
      }
    }
    starting = true;
    world.scheduler().within(SESSION_MILLIS, SESSION_MILLIS + 4_000, this::begin);
    // It finds out in the end: the group's coordinator has told it that others have its partitions.
    world
        .scheduler()
        .in(MOST_PAUSE_MILLIS + 4_000L, () -> zombie.die("it hears that it was replaced"));
  }

  Coordinator coordinator() {
    return coordinator;
  }
}
