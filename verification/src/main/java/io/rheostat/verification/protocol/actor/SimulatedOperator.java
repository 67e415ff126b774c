package io.rheostat.verification.protocol.actor;

import io.rheostat.actuator.protocol.queue.DeclaredState;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.resource.Device;
import io.rheostat.model.signal.Alert;
import io.rheostat.verification.protocol.invariant.Invariants;
import io.rheostat.verification.protocol.world.OrderedLog;
import io.rheostat.verification.protocol.world.ProtocolWorld;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The operators: they declare, reload, freeze, and resize by hand the targets handed over to
/// Rheostat. Their trouble ends with the faults and leaves behind a workable fleet.
public final class SimulatedOperator {
  private final ProtocolWorld world;
  private final Logs logs;
  private final Invariants invariants;
  private final MadeUpFleet madeUp;
  private final SortedMap<String, Device> devices = new TreeMap<>();
  private final SortedMap<String, Pool> pools = new TreeMap<>();
  private final SortedMap<String, Workload> workloads = new TreeMap<>();
  private final SortedMap<String, String> frozen = new TreeMap<>();
  private long revision;

  /// Destinations of declarations.
  public record Logs(
      FleetTopic fleet, OrderedLog<WorkloadEvent> workloadLog, OrderedLog<PoolEvent> poolLog) {}

  public SimulatedOperator(ProtocolWorld world, Logs logs, Invariants invariants) {
    this.world = world;
    this.logs = logs;
    this.invariants = invariants;
    madeUp = new MadeUpFleet(world.chance());
  }

  /// Declares the first fleet, with its running replicas.
  public void begin(Targets targets) {
    revision = 1;
    for (Device device : madeUp.devices()) {
      declare(new Declaration.Change.OfDevice(device));
    }
    declare(new Declaration.Change.OfPool(madeUp.pool()));
    for (Workload workload : madeUp.workloads()) {
      targets.add(workload, 1);
      declare(new Declaration.Change.OfWorkload(workload, Optional.empty()));
    }
    world.scheduler().in(ProtocolWorld.FAULTS_MILLIS, this::clear);
  }

  /// Returns the workloads declared at present.
  public List<Workload> workloads() {
    return List.copyOf(workloads.values());
  }

  private void declare(Declaration.Change change) {
    keep(change);
    Fleet fleet = new Fleet(devices, pools, workloads);
    invariants.declared(fleet);
    world.note("declared", name(change));
    Declaration declaration = new Declaration(revision, world.variant().declared(change));
    logs.fleet().publish(new DeclaredState(read(fleet), frozen), world.now());
    var now = world.scheduler().clock(0);
    world.send(
        logs.workloadLog(), "fleet, workloads", new WorkloadEvent.Declared(declaration), now);
    world.send(logs.poolLog(), "fleet, pools", new PoolEvent.Declared(declaration), now);
  }

  private static Object name(Declaration.Change change) {
    return switch (change) {
      case Declaration.Change.OfWorkload(Workload workload, var _) ->
          workload.name() + " " + workload.mode() + " " + workload.bounds();
      default -> change;
    };
  }

  /// Returns the fleet as read by the actuator.
  private Fleet read(Fleet fleet) {
    SortedMap<String, Pool> seen = new TreeMap<>();
    for (Pool pool : fleet.pools().values()) {
      if (world.variant().declared(new Declaration.Change.OfPool(pool))
          instanceof Declaration.Change.OfPool(Pool other)) {
        seen.put(pool.name(), other);
      }
    }
    return fleet.withPools(seen);
  }

  private void keep(Declaration.Change change) {
    switch (change) {
      case Declaration.Change.OfDevice(Device device) -> devices.put(device.name(), device);
      case Declaration.Change.OfPool(Pool pool) -> pools.put(pool.name(), pool);
      case Declaration.Change.OfWorkload(Workload workload, var _) ->
          workloads.put(workload.name(), workload);
      case Declaration.Change.Freeze(String workload, String by) -> {
        frozen.put(workload, by);
        invariants.frozen(workload, true);
      }
      case Declaration.Change.Unfreeze(String workload, String _) -> {
        frozen.remove(workload);
        invariants.frozen(workload, false);
      }
      case Declaration.Change.Answered(var workload, var proposal, var approved, var _) -> {
        if (approved) {
          invariants.approved(workload + "/" + proposal);
        }
      }
      default -> throw new IllegalStateException("not made up here: " + change);
    }
  }

  private Workload any() {
    return workloads().get(world.chance().below(workloads.size()));
  }

  /// Changes something for good.
  public void reload() {
    revision++;
    if (world.chance().below(3) == 0) {
      declare(new Declaration.Change.OfPool(madeUp.pool()));
    } else {
      declare(new Declaration.Change.OfWorkload(madeUp.edited(any()), Optional.empty()));
    }
  }

  /// Changes only the mode, for a while.
  public void mode() {
    revision++;
    Workload workload = any();
    if (workload.mode() == Mode.APPROVE) {
      return; // it waits for people all the time
    }
    declare(withMode(workload, Mode.OBSERVE));
    world.scheduler().within(2_000, 30_000, () -> act(workload.name()));
  }

  private void act(String name) {
    Workload workload = workloads.get(name);
    if (workload != null && workload.mode() == Mode.OBSERVE) {
      revision++;
      declare(withMode(workload, Mode.ACT));
    }
  }

  private static Declaration.Change withMode(Workload workload, Mode mode) {
    return new Declaration.Change.OfWorkload(workload.with(mode), Optional.empty());
  }

  /// Answers a proposal: late, wrongly, twice or not at all during faults, and with an approval at
  /// once after them.
  public void asked(Decision.Proposal proposal) {
    if (!world.isFaulty()) {
      world.scheduler().within(500, 3_000, () -> answer(proposal, true));
      return;
    }
    if (world.chance().below(4) > 0) {
      world.scheduler().within(500, 40_000, () -> answer(proposal, world.chance().below(4) > 0));
    }
    if (world.chance().below(4) == 0) {
      world.scheduler().within(500, 90_000, () -> answer(proposal, true));
    }
  }

  private void answer(Decision.Proposal proposal, boolean approved) {
    declare(
        new Declaration.Change.Answered(
            proposal.workload(), proposal.generation(), approved, "ada"));
  }

  /// Freezes one workload or all of them for up to 30 seconds, unless a freeze is in force.
  public void freeze() {
    String what = world.chance().below(2) == 0 ? "*" : any().name();
    if (frozen.isEmpty()) {
      declare(new Declaration.Change.Freeze(what, "ada"));
      world.scheduler().within(2_000, 30_000, () -> thaw(what));
    }
  }

  private void thaw(String what) {
    if (frozen.containsKey(what)) {
      declare(new Declaration.Change.Unfreeze(what, "ada"));
    }
  }

  /// Sends a firing alert of some workload, resolved 20 seconds later.
  public void alert() {
    Workload workload = any();
    var now = world.scheduler().clock(0);
    Alert firing = new Alert(workload.name(), "TooSlow", true, now);
    Alert resolved = new Alert(workload.name(), "TooSlow", false, now.plusSeconds(20));
    world.send(logs.workloadLog(), "alerts", new WorkloadEvent.Alerted(firing), now);
    world
        .scheduler()
        .in(
            20_000,
            () ->
                world.send(
                    logs.workloadLog(),
                    "alerts",
                    new WorkloadEvent.Alerted(resolved),
                    world.scheduler().clock(0)));
  }

  /// Resizes by hand, or lets something else own the targets for a while.
  public void meddle(Targets targets) {
    Workload workload = any();
    int what = world.chance().below(5);
    if (what == 0) {
      var placement = workload.placements().get(world.chance().below(2));
      targets.byRival(workload.name(), placement.name(), world.chance().below(4));
    } else if (what < 3) {
      targets.own(workload.name(), "hpa/" + workload.name());
      world.scheduler().within(2_000, 30_000, () -> targets.disown(workload.name()));
    } else {
      var placement = workload.placements().get(world.chance().below(2));
      targets.byAnother(workload.name(), placement.name(), world.chance().below(4));
    }
  }

  private void clear() {
    List.copyOf(frozen.keySet()).forEach(this::thaw);
    List.copyOf(workloads.keySet()).forEach(this::act);
  }
}
