package io.rheostat.core.stage;

import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberReports;
import io.rheostat.core.member.MemberState;
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
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Sharding;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    return placement(name, device, 1);
  }

  /// A placement whose replicas take several devices.
  public static Placement placement(String name, String device, int tensorParallel) {
    return new Placement(
        name,
        device,
        tensorParallel,
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
    List<PlacementCapacity> each = new ArrayList<>();
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

  /// Steady demand that is known for certain.
  public static DemandEstimate demand(double rate) {
    return new DemandEstimate(
        rate, rate, rate, 0, List.of(DemandQuantiles.certain(40, rate)), 500, 100);
  }

  /// Well-known capacity of one replica.
  public static PlacementCapacity capacity(String placement, double rate) {
    return new PlacementCapacity(placement, 1, rate, rate, 1);
  }

  /// Measure of a service without latencies and observed quality.
  public static Measure.Inference measure(DemandEstimate demand, PlacementCapacity... capacities) {
    return new Measure.Inference(
        demand,
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(capacities),
        List.of());
  }

  /// Declarations of one pool and its devices.
  public static Catalogue catalogue(Pool pool, Device... devices) {
    Catalogue catalogue = Catalogue.EMPTY.apply(declare(1, pool));
    for (Device device : devices) {
      catalogue = catalogue.apply(declare(1, device));
    }
    return catalogue;
  }

  /// Member of a pool with desired replicas.
  public static MemberState member(Workload workload, Allocation desired) {
    MemberDraft draft = MemberDraft.of(MemberState.of(workload, true, Generation.NONE));
    draft.desired = desired;
    return draft.build();
  }

  /// Member with a report of its targets, seen and received at one time.
  public static MemberState reported(
      MemberState member, Instant at, PlacementStatus... placements) {
    MemberDraft draft = MemberDraft.of(member);
    draft.observed = Optional.of(observed(member.workload(), at, member.generation(), placements));
    draft.continuity = member.continuity().observed(at);
    return draft.build();
  }

  /// Member with an estimate, received when it was made.
  public static MemberState estimated(MemberState member, Estimate estimate) {
    MemberDraft draft = MemberDraft.of(member);
    draft.estimate = Optional.of(estimate);
    draft.continuity = member.continuity().estimated(estimate.at());
    return draft.build();
  }

  /// Estimate with a measure.
  public static Estimate estimate(
      Workload workload, Instant at, Freshness freshness, Measure measure) {
    return new Estimate(workload.name(), workload.pool(), at, freshness, measure);
  }

  /// Member with a placement that is out of capacity until a time.
  public static MemberState lacking(MemberState member, String placement, Instant until) {
    MemberDraft draft = MemberDraft.of(member);
    draft.shortages.put(placement, new MemberReports.Shortage(until, 1, "sold out"));
    return draft.build();
  }

  /// Replicas of an allocation as text, for messages.
  public static Allocation hold(String placement, int replicas) {
    return Allocation.of(placement, replicas);
  }
}
