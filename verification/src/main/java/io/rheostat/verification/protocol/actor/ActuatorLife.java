package io.rheostat.verification.protocol.actor;

import io.rheostat.actuator.protocol.CommandDesk;
import io.rheostat.actuator.protocol.Conclusion;
import io.rheostat.actuator.protocol.LastSeen;
import io.rheostat.actuator.protocol.Lease;
import io.rheostat.actuator.protocol.ObservationReports;
import io.rheostat.actuator.protocol.admission.Admission;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.actuator.protocol.queue.DeclaredState;
import io.rheostat.actuator.protocol.queue.Position;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Observed;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.verification.protocol.world.OrderedLog;
import io.rheostat.verification.protocol.world.ProtocolWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// One life of the actuator, from its start to its crash: the product's desk, admission and
/// reporting around a simulated consumer, producer and calls.
final class ActuatorLife {
  private static final int MOST_AT_ONCE = 10;

  private final ProtocolWorld world;
  private final Surroundings around;
  private final int epoch;
  private final long skewMillis;
  private final CommandDesk desk;
  private final Lease lease = new Lease();
  private final ObservationReports reporting = new ObservationReports(Duration.ofMinutes(1));
  private final LastSeen lastSeen = new LastSeen();
  private final List<Runnable> waking = new ArrayList<>();
  private final Set<String> asked = new TreeSet<>();
  private final Set<String> underWay = new TreeSet<>();
  private DeclaredState declared = DeclaredState.NOTHING;
  private int position;
  private boolean dead;
  private boolean paused;
  private boolean cutOff;
  private boolean scheduled;

  /// Surroundings of an actuator.
  ///
  /// @param died called once on its death
  record Surroundings(
      Coordinator coordinator,
      Targets targets,
      FleetTopic fleet,
      OrderedLog<PoolEvent> poolLog,
      OrderedLog<WorkloadEvent> workloadLog,
      Runnable died) {}

  ActuatorLife(ProtocolWorld world, Surroundings around, long skewMillis) {
    this.world = world;
    this.around = around;
    this.skewMillis = skewMillis;
    epoch = around.coordinator().nextEpoch();
    desk = new CommandDesk(new Admission(), epoch);
    var committed = around.coordinator().committed();
    position = (int) committed.offset();
    desk.assigned(
        0, committed, around.coordinator().commands().end(), around.coordinator().ended());
    lease.begin(nanos());
    world.note("actuator", epoch, "starts at", position);
    around.coordinator().commands().onAppend(this::wake);
    turnOften();
    lookOften();
  }

  private Instant clock() {
    return world.scheduler().clock(skewMillis);
  }

  private long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(world.now());
  }

  /// Cuts it off from the broker: it reads nothing more, and is not aware of it.
  void losesTouch() {
    world.note("actuator", epoch, "loses touch");
    cutOff = true;
  }

  /// Stops the process for a while; it then goes on as if nothing had happened.
  void pause(long millis) {
    world.note("actuator", epoch, "stands still for", millis, "ms");
    paused = true;
    world
        .scheduler()
        .in(
            millis,
            () -> {
              paused = false;
              List<Runnable> due = List.copyOf(waking);
              waking.clear();
              due.forEach(Runnable::run);
            });
  }

  void die(String why) {
    if (!dead) {
      dead = true;
      world.note("actuator", epoch, "dies:", why);
      around.died().run();
    }
  }

  boolean isDead() {
    return dead;
  }

  /// Runs a step unless the process is gone; later if it stands still.
  private void alive(Runnable step) {
    if (paused) {
      waking.add(() -> alive(step));
    } else if (!dead) {
      step.run();
    }
  }

  private void wake() {
    if (!dead && !scheduled) {
      scheduled = true;
      world.scheduler().within(1, 30, () -> alive(this::turn));
    }
  }

  private void turnOften() {
    wake();
    if (!dead) {
      world.scheduler().in(world.every(400), this::turnOften);
    }
  }

  private void turn() {
    scheduled = false;
    if (!lease.renew(nanos())) {
      die("it stood still for longer than its lease");
      return;
    }
    learn();
    if (!cutOff) {
      read();
    }
    desk.tick(clock());
    if (crashes("before it carries anything out")) {
      return;
    }
    desk.carries().forEach(this::carry);
    if (crashes("before it concludes")) {
      return;
    }
    desk.conclusion().ifPresent(this::conclude);
    crashes("between two turns");
  }

  private boolean crashes(String where) {
    if (!dead && world.strikes(0.0006)) {
      die("crash " + where);
    }
    return dead;
  }

  private void learn() {
    long delay = world.strikes(0.05) ? 1_500 : 150;
    DeclaredState known = around.fleet().known(world.now() - delay);
    if (!known.equals(declared) && !known.fleet().workloads().isEmpty()) {
      declared = known;
      desk.declared(
          world.variant().hearsFreezes()
              ? known
              : new DeclaredState(known.fleet(), new TreeMap<>()),
          clock());
    }
  }

  private void read() {
    OrderedLog<Command> commands = around.coordinator().commands();
    for (int i = 0; i < MOST_AT_ONCE && position < commands.end() && desk.full().isEmpty(); i++) {
      Command command = world.variant().read(commands.at(position).event());
      desk.received(new Position(0, position), command, clock());
      position++;
    }
    desk.reached(0, position);
  }

  private void conclude(Conclusion conclusion) {
    if (!around.coordinator().commit(epoch, conclusion)) {
      die("its transaction is refused: it was replaced");
    } else if (world.strikes(0.01)) {
      die("crash after a commit that it never heard of");
    }
  }

  private void carry(CommandDesk.Carry carry) {
    around.targets().invariants().begun(carry.command(), clock());
    TargetCall call =
        new TargetCall(
            world,
            around.targets(),
            carry.command(),
            attempt -> alive(() -> attempted(carry, attempt)));
    call.begin();
  }

  private void attempted(CommandDesk.Carry carry, Attempt attempt) {
    desk.attempted(carry, attempt, clock());
    if (attempt instanceof Attempt.Accepted) {
      asked.add(carry.command().workload());
      world.scheduler().within(1, 50, () -> alive(this::lookAtAll));
    }
    wake();
  }

  private void lookOften() {
    alive(this::lookAtAll);
    if (!dead) {
      world.scheduler().in(world.every(1_500), this::lookOften);
    }
  }

  private void lookAtAll() {
    for (Workload workload : declared.fleet().workloads().values()) {
      // As in the actuator: a workload's next observation begins after its last one has ended.
      if (!world.strikes(0.05) && underWay.add(workload.name())) {
        look(workload);
      }
    }
  }

  private void look(Workload workload) {
    Instant begun = clock();
    boolean due = asked.remove(workload.name());
    int delay = world.strikes(0.05) ? 3_000 : 60;
    world
        .scheduler()
        .within(
            1,
            delay,
            () -> {
              Observed seen = around.targets().look(workload, begun, clock());
              world.scheduler().within(1, delay, () -> alive(() -> saw(seen, begun, due)));
            });
  }

  private void saw(Observed seen, Instant begun, boolean due) {
    underWay.remove(seen.workload());
    Observed reported =
        lastSeen.completed(
            new Observed(
                seen.workload(),
                seen.pool(),
                clock(),
                seen.generation(),
                seen.placements(),
                seen.complete(),
                seen.otherWriter(),
                seen.looks()));
    desk.observed(reported, begun);
    Optional<Observed> report = reporting.next(reported, due);
    if (report.isPresent()) {
      Observed told = report.get();
      String whose = " observed " + seen.workload();
      world.send(around.poolLog(), "pool-log" + whose, new PoolEvent.Observation(told), clock());
      world.send(
          around.workloadLog(),
          "workload-log" + whose,
          new WorkloadEvent.Observation(told),
          clock());
      wake();
    }
  }
}
