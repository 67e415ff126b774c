package io.rheostat.core.stage;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.CostRates;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.Device;
import io.rheostat.model.fleet.EngineProfile;
import io.rheostat.model.fleet.ModelShape;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Placement;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Precision;
import io.rheostat.model.fleet.Sharding;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.StepProfile;
import io.rheostat.model.fleet.Target;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// A small fleet and the words to talk about it, for tests of the folds.
public final class Given {
  /// When every test begins.
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final double GIB = 1024.0 * 1024 * 1024;

  private Given() {}

  /// Seconds after the start.
  public static Instant at(double seconds) {
    return START.plusMillis(Math.round(seconds * 1000));
  }

  public static Device device(String name, double usd) {
    return new Device(name, 80 * GIB, 3.35e12, 989e12, new CostRates(0, usd, 0, 0));
  }

  public static Pool pool(String name, Map<String, Integer> counts) {
    return new Pool(name, new TreeMap<>(counts), OptionalDouble.empty(), 1, 1);
  }

  public static Pool pool(String name, Map<String, Integer> counts, double budget) {
    return new Pool(name, new TreeMap<>(counts), OptionalDouble.of(budget), 1, 1);
  }

  public static Placement placement(String name, String device) {
    return new Placement(
        name,
        device,
        1,
        1,
        List.of(1, 2, 4, 8),
        0,
        0,
        Duration.ofSeconds(30),
        OptionalDouble.of(1),
        Optional.of(new EngineProfile(0.01, 0.0002, 0, 0.00005, 500_000, 128, 2048)),
        Optional.of(new StepProfile(0.01, 0.02, 0.001)),
        Target.OBSERVE);
  }

  public static Bounds bounds(int least, int most) {
    return new Bounds(least, most, OptionalDouble.empty());
  }

  public static Objective.Inference serving() {
    return new Objective.Inference(
        new Slo(Duration.ofSeconds(1), Duration.ofMillis(50), 0.99),
        0.01,
        Optional.of(new Demand(1, 500, 100)));
  }

  public static Objective.Training run() {
    return new Objective.Training(1e7, 32, 32, 2000, Optional.of(at(36_000)), 50);
  }

  public static Workload workload(
      String name, String pool, Objective objective, Bounds bounds, Placement... placements) {
    return new Workload(
        name,
        pool,
        objective,
        Optional.of(new ModelShape(8e8, 32, 8, 128, Precision.BF16, Sharding.ZERO3)),
        List.of(placements),
        bounds,
        List.of(),
        List.of());
  }

  public static Workload service(String name, String pool, Bounds bounds, Placement... placements) {
    return workload(name, pool, serving(), bounds, placements);
  }

  public static Declaration declare(long revision, Device device) {
    return new Declaration(revision, new Declaration.Change.OfDevice(device));
  }

  public static Declaration declare(long revision, Pool pool) {
    return new Declaration(revision, new Declaration.Change.OfPool(pool));
  }

  public static Declaration declare(long revision, Workload workload) {
    return new Declaration(revision, new Declaration.Change.OfWorkload(workload, Optional.empty()));
  }

  public static Declaration move(long revision, Workload workload, String from) {
    return new Declaration(
        revision, new Declaration.Change.OfWorkload(workload, Optional.of(from)));
  }

  public static PlacementStatus running(String placement, int replicas) {
    return new PlacementStatus(
        placement, replicas, replicas, 0, 0, 0, Optional.empty(), Optional.empty());
  }

  public static PlacementStatus pending(String placement, int wanted, int ready) {
    return new PlacementStatus(
        placement, wanted, ready, 0, 0, wanted - ready, Optional.of("no room"), Optional.empty());
  }

  public static Observed observed(
      Workload workload, Instant at, Generation generation, PlacementStatus... placements) {
    return new Observed(
        workload.name(),
        workload.pool(),
        at,
        generation,
        List.of(placements),
        false,
        Optional.empty());
  }

  public static Freshness fresh(int live) {
    return new Freshness(Duration.ofSeconds(1), live, 0, false, List.of());
  }

  public static Freshness stale(Duration age, int unreachable) {
    return new Freshness(age, 0, unreachable, true, List.of());
  }

  /// A steady demand, and what one replica of each placement carries.
  public static Estimate estimate(
      Workload workload, Instant at, Freshness freshness, double rate, double... capacities) {
    List<PlacementCapacity> each = new java.util.ArrayList<>();
    for (int i = 0; i < capacities.length; i++) {
      each.add(
          new PlacementCapacity(
              workload.placements().get(i).name(), 1, capacities[i], capacities[i], 1));
    }
    return new Estimate(
        workload.name(),
        workload.pool(),
        at,
        freshness,
        new Measure.Inference(
            new DemandEstimate(
                rate, rate, rate, 0, List.of(DemandQuantiles.certain(30, rate)), 500, 100),
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            each,
            List.of()));
  }

  /// Replicas of an allocation as text, for messages.
  public static Allocation hold(String placement, int replicas) {
    return Allocation.of(placement, replicas);
  }
}
