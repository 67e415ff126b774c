package io.rheostat.verification.protocol.actor;

import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.verification.protocol.world.OrderedLog;
import io.rheostat.verification.protocol.world.ProtocolWorld;
import java.util.Optional;

/// The lives of the actuator: after the end of one another begins, sometimes before the last one
/// knows.
public final class Actuators {
  private static final int MOST_PAUSE_MILLIS = 20_000;

  /// Interval of heartbeats, in milliseconds. A member silent for the session time loses its
  /// partitions to another one.
  private static final int HEARTBEAT_MILLIS = 2_000;
  private static final int SESSION_MILLIS = 6_000;

  private final ProtocolWorld world;
  private final Coordinator coordinator;
  private final ActuatorLife.Surroundings around;
  private Optional<ActuatorLife> current = Optional.empty();
  private boolean starting;

  public Actuators(
      ProtocolWorld world,
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

  /// Begins a life of the actuator, with a skew of its clock within 1.5 seconds either way.
  public void begin() {
    starting = false;
    current = Optional.of(new ActuatorLife(world, around, world.chance().below(3_000) - 1_500));
  }

  private void successor() {
    if (!starting && current.filter(life -> !life.isDead()).isEmpty()) {
      starting = true;
      world.scheduler().within(300, 6_000, this::begin);
    }
  }

  /// Stops the actuator for a while, or only cuts it off from the others, and replaces it
  /// meanwhile.
  public void replace() {
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
    // It finds out in the end: the group's coordinator reports its partitions as given to others.
    world
        .scheduler()
        .in(MOST_PAUSE_MILLIS + 4_000L, () -> zombie.die("it hears that it was replaced"));
  }

  Coordinator coordinator() {
    return coordinator;
  }
}
