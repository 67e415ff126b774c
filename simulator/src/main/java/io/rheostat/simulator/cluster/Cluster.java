package io.rheostat.simulator.cluster;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import io.rheostat.simulator.chance.Chance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// Devices by pool, and the replicas running on them.
///
/// A requested replica is pending until its pool has its devices, then starts for its placement's
/// start-up time (times a lognormal jitter of 10 %), then is ready. Pending replicas are placed in
/// the order of their requests; one without devices holds up later ones of the same device type
/// only. A lower count cancels pending replicas first, then starting ones, the newest first, then
/// drains the emptiest. Times are nanoseconds since the start of the world.
public final class Cluster {
  /// Standard deviation of the logarithm of a start-up time around its mean.
  public static final double STARTUP_SIGMA = 0.10;

  private static final double NANOS_PER_HOUR = 3.6e12;

  private final long seed;
  private final SortedMap<String, SortedMap<String, SimulatedTarget>> targets = new TreeMap<>();
  private final Stock stock;
  private final List<ReplicaLife> pending = new ArrayList<>();
  private final List<ReplicaLife> starting = new ArrayList<>();
  private int appliedTwice;

  /// Creates a cluster without replicas.
  ///
  /// @param start the world's start, the origin of times
  /// @param seed of start-up times
  public Cluster(Fleet fleet, Instant start, List<StockOut> stockOuts, long seed) {
    this.seed = seed;
    this.stock = new Stock(fleet.pools(), start, stockOuts);
    for (Workload workload : fleet.workloads().values()) {
      SortedMap<String, SimulatedTarget> byPlacement = new TreeMap<>();
      for (Placement placement : workload.placements()) {
        Device device = fleet.devices().get(placement.device());
        if (device == null) {
          throw new IllegalArgumentException(
              "device %s of %s/%s is not declared. Declare it in the fleet."
                  .formatted(placement.device(), workload.name(), placement.name()));
        }
        double rate = device.rates().usdPerHour(placement);
        byPlacement.put(
            placement.name(),
            new SimulatedTarget(workload.name(), workload.pool(), placement, rate));
      }
      targets.put(workload.name(), byPlacement);
    }
  }

  /// Sets the desired replicas of one target, under its fence: a generation older than the newest
  /// it has seen is refused. The same generation with the same count again changes nothing; with
  /// another count it is carried out and counted by [#appliedTwice].
  ///
  /// @param load load of a ready replica; the emptiest is drained first
  public ScaleResult scale(
      String workload, Order order, ToDoubleFunction<ReplicaLife> load, long now) {
    SimulatedTarget target = target(workload, order.placement()).orElse(null);
    if (target == null) {
      return new ScaleResult.Refused(
          "there is no placement " + order.placement() + " of a workload " + workload + ".");
    }
    if (order.generation().compareTo(target.generation) < 0) {
      return new ScaleResult.Refused(
          "generation %s is older than %s, which %s/%s has seen."
              .formatted(order.generation(), target.generation, workload, order.placement()));
    }
    if (!order.generation().equals(target.generation)) {
      target.generation = order.generation();
      target.changesOfGeneration = 0;
    }
    if (order.replicas() == target.wanted) {
      return new ScaleResult.Accepted(false);
    }
    target.changesOfGeneration++;
    target.resizes++;
    appliedTwice += target.changesOfGeneration > 1 ? 1 : 0;
    resize(target, order.replicas(), load, now);
    return new ScaleResult.Accepted(true);
  }

  /// Desired replicas of one target under a generation.
  public record Order(String placement, int replicas, Generation generation) {}

  /// Sets the initial replicas of a target: the ones with devices are ready at once.
  public void place(String workload, String placement, int replicas) {
    SimulatedTarget target =
        target(workload, placement)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "initial names placement %s of %s, which is not declared."
                            .formatted(placement, workload)));
    raise(target, replicas, 0);
    for (ReplicaLife unit : target.units) {
      if (unit.state == ReplicaLife.State.STARTING) {
        unit.readyAt = 0;
      }
    }
    target.wanted = replicas;
  }

  /// Returns the number of observable changes beyond the first of one generation at one target.
  public int appliedTwice() {
    return appliedTwice;
  }

  /// Starts a new replica to replace a workload's oldest ready one; the old one drains once the new
  /// one is ready. The target's desired replicas stay; while one replacement is under way, no other
  /// begins.
  public void replaceOldest(String workload, long now) {
    for (SimulatedTarget target : ofWorkload(workload).values()) {
      boolean underWay = target.units.stream().anyMatch(unit -> unit.replaces != null);
      if (underWay) {
        return;
      }
      for (ReplicaLife unit : target.units) {
        if (unit.state == ReplicaLife.State.READY) {
          raise(target, 1, now);
          target.units.getLast().replaces = unit;
          return;
        }
      }
    }
  }

  /// Returns the time of the next ready replica or end of a stock-out; `Long.MAX_VALUE` for never.
  public long nextEvent(long now) {
    long next = stock.nextEnd(now);
    for (ReplicaLife unit : starting) {
      next = StrictMath.min(next, unit.readyAt);
    }
    return next;
  }

  /// Marks replicas ready at the end of their start-up, and places pending ones.
  ///
  /// @return the newly ready replicas, in the order of their launch
  public List<ReplicaLife> advance(long now) {
    List<ReplicaLife> ready = new ArrayList<>();
    for (ReplicaLife unit : starting) {
      if (unit.readyAt <= now) {
        unit.state = ReplicaLife.State.READY;
        if (unit.readyAt > unit.requestedAt) {
          unit.target.lastStartup = unit.readyAt - unit.requestedAt;
        }
        ready.add(unit);
        replace(unit);
      }
    }
    starting.removeAll(ready);
    placePending(now);
    return ready;
  }

  private static void replace(ReplicaLife unit) {
    ReplicaLife replaced = unit.replaces;
    unit.replaces = null;
    if (replaced != null && replaced.state == ReplicaLife.State.READY) {
      replaced.state = ReplicaLife.State.DRAINING;
    }
  }

  /// Ends a drained replica, or stops a ready one: its devices become free.
  public void end(ReplicaLife unit, long now) {
    if (unit.state != ReplicaLife.State.PENDING) {
      unit.target.endedNanos += now - unit.launchedAt;
      stock.giveBack(unit.target);
    }
    unit.state = ReplicaLife.State.GONE;
    unit.target.units.remove(unit);
    pending.remove(unit);
    starting.remove(unit);
    placePending(now);
  }

  /// Returns a workload's replicas except ended ones, by placement and age.
  public List<ReplicaLife> units(String workload) {
    List<ReplicaLife> units = new ArrayList<>();
    for (SimulatedTarget target : ofWorkload(workload).values()) {
      units.addAll(target.units);
    }
    return units;
  }

  /// Returns the newest generation of a workload's targets.
  public Generation generation(String workload) {
    Generation newest = Generation.NONE;
    for (SimulatedTarget target : ofWorkload(workload).values()) {
      newest = target.generation.compareTo(newest) > 0 ? target.generation : newest;
    }
    return newest;
  }

  /// Returns the current state and the totals of one placement.
  public PlacementUsage holding(String workload, String placement, long now) {
    SimulatedTarget target = target(workload, placement).orElseThrow();
    int waiting = target.count(ReplicaLife.State.PENDING);
    PlacementStatus status =
        new PlacementStatus(
            placement,
            target.wanted,
            target.count(ReplicaLife.State.READY),
            target.count(ReplicaLife.State.STARTING),
            target.count(ReplicaLife.State.DRAINING),
            waiting,
            waiting > 0 ? Optional.of(stock.reason(target, now)) : Optional.empty(),
            target.lastStartup < 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(target.lastStartup)));
    double hours = target.heldNanos(now) / NANOS_PER_HOUR;
    return new PlacementUsage(
        status,
        hours,
        hours * target.placement.devicesPerReplica(),
        hours * target.usdPerHour,
        target.resizes);
  }

  private SortedMap<String, SimulatedTarget> ofWorkload(String workload) {
    return targets.getOrDefault(workload, new TreeMap<>());
  }

  private Optional<SimulatedTarget> target(String workload, String placement) {
    return Optional.ofNullable(ofWorkload(workload).get(placement));
  }

  private void resize(
      SimulatedTarget target, int replicas, ToDoubleFunction<ReplicaLife> load, long now) {
    int delta = replicas - target.wanted;
    target.wanted = replicas;
    if (delta > 0) {
      raise(target, delta, now);
    } else {
      lower(target, -delta, load, now);
    }
  }

  private void raise(SimulatedTarget target, int by, long now) {
    for (int i = 0; i < by; i++) {
      target.created++;
      String name = target.workload + "-" + target.placement.name() + "-" + target.created;
      ReplicaLife unit = new ReplicaLife(target, name, now);
      target.units.add(unit);
      pending.add(unit);
    }
    placePending(now);
  }

  private void lower(SimulatedTarget target, int by, ToDoubleFunction<ReplicaLife> load, long now) {
    int left = by;
    for (ReplicaLife.State state : List.of(ReplicaLife.State.PENDING, ReplicaLife.State.STARTING)) {
      for (ReplicaLife unit : List.copyOf(target.units).reversed()) {
        if (left > 0 && unit.state == state) {
          end(unit, now);
          left--;
        }
      }
    }
    List<ReplicaLife> ready = new ArrayList<>(target.units);
    ready.removeIf(unit -> unit.state != ReplicaLife.State.READY);
    List<ReplicaLife> newestFirst = new ArrayList<>(ready.reversed());
    newestFirst.sort(Comparator.comparingDouble(load));
    for (ReplicaLife unit : newestFirst.subList(0, StrictMath.min(left, newestFirst.size()))) {
      unit.state = ReplicaLife.State.DRAINING;
    }
  }

  private void placePending(long now) {
    List<String> blocked = new ArrayList<>();
    for (ReplicaLife unit : List.copyOf(pending)) {
      String key = Stock.key(unit.target);
      if (blocked.contains(key) || !stock.take(unit.target, now)) {
        blocked.add(key);
        continue;
      }
      pending.remove(unit);
      starting.add(unit);
      unit.state = ReplicaLife.State.STARTING;
      unit.launchedAt = now;
      double jitter = new Chance(Chance.seed(seed, unit.name())).jitter(STARTUP_SIGMA);
      unit.readyAt = now + StrictMath.round(unit.placement().startup().toNanos() * jitter);
    }
  }
}
