package io.rheostat.verification.protocol.actor;

import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Sharding;
import io.rheostat.model.resource.Target;
import io.rheostat.simulator.chance.Chance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Small random fleets: two device types, one pool, three workloads in competition for it. Prices
/// are odd cents: a rounded sum is another sum.
final class MadeUpFleet {
  static final String POOL = "east";
  static final String BIG = "big";
  static final String SMALL = "small";

  private static final boolean POWER_IS_PLANNED = true;
  private static final double GIB = 1L << 30;

  private final Chance chance;
  private final Optional<Churn> poolChurn;

  MadeUpFleet(Chance chance) {
    this.chance = chance;
    poolChurn = chance.below(4) == 0 ? Optional.of(churn(6)) : Optional.empty();
  }

  private Churn churn(int least) {
    return new Churn(least + chance.below(5), Duration.ofSeconds(20L + chance.below(60)));
  }

  List<Device> devices() {
    return List.of(
        new Device(BIG, 80 * GIB, 3.35e12, 989e12, rates(201 + chance.below(150))).withWatts(700),
        new Device(SMALL, 48 * GIB, 0.86e12, 362e12, rates(71 + chance.below(90))).withWatts(350));
  }

  private static CostRates rates(int cents) {
    return new CostRates(0, cents / 100.0, 0, 0);
  }

  Pool pool() {
    int big = 5 + chance.below(6);
    int small = 4 + chance.below(6);
    OptionalDouble budget =
        chance.below(3) == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of((1_201 + chance.below(1_500)) / 100.0);
    Pool pool = new Pool(POOL, new TreeMap<>(Map.of(BIG, big, SMALL, small)), budget, 1, 1);
    Pool powered =
        POWER_IS_PLANNED && chance.below(3) == 0
            ? pool.withMaxWatts(3_000 + chance.below(4_000))
            : pool;
    return poolChurn.map(powered::withChurn).orElse(powered);
  }

  List<Workload> workloads() {
    Workload third = chance.below(2) == 0 ? scored("embed") : served("embed");
    return List.of(
        limited(served("chat")),
        limited(scored("rank")),
        chance.below(3) == 0 ? third.with(Mode.APPROVE) : third);
  }

  /// Gives some workloads a budget of changes; it stays as it is.
  private Workload limited(Workload workload) {
    return chance.below(4) == 0 ? workload.with(workload.bounds().withChurn(churn(2))) : workload;
  }

  private Workload served(String name) {
    Objective objective =
        new Objective.Inference(
            new Slo(Duration.ofSeconds(2), Duration.ofMillis(200), 0.9),
            0.0005,
            Optional.of(new Demand(20, 500, 100)));
    return workload(name, objective);
  }

  private Workload scored(String name) {
    return workload(name, new Objective.Profiled(1 + chance.below(3)));
  }

  private Workload workload(String name, Objective objective) {
    return new Workload(
        name,
        POOL,
        objective,
        Optional.of(new ModelShape(8e9, 32, 8, 128, Precision.BF16, Sharding.NONE)),
        List.of(placement(BIG, 1), placement(SMALL, 1 + chance.below(2))),
        bounds(),
        List.of(),
        List.of(),
        Mode.ACT);
  }

  private Bounds bounds() {
    OptionalDouble most =
        chance.below(3) == 0
            ? OptionalDouble.of((601 + chance.below(900)) / 100.0)
            : OptionalDouble.empty();
    return new Bounds(1, 2 + chance.below(3), most);
  }

  private Placement placement(String device, int tensorParallel) {
    return new Placement(
        "on-" + device,
        device,
        tensorParallel,
        1,
        List.of(),
        0,
        0,
        Duration.ofSeconds(8),
        OptionalDouble.of(0.5 + chance.below(40) / 10.0),
        Optional.of(new EngineProfile(0.01, 0.0002, 0, 0.00005, 500_000, 64, 2048)),
        Optional.empty(),
        new Target("simulated", new TreeMap<>(Map.of("cluster", "lab"))));
  }

  /// Returns the same workload after an edit.
  Workload edited(Workload workload) {
    Workload drawn = workload(workload.name(), workload.objective());
    Bounds other = chance.below(2) == 0 ? drawn.bounds() : workload.bounds();
    Bounds bounds = workload.bounds().churn().map(other::withChurn).orElse(other);
    return workload.with(
        chance.below(2) == 0 ? scores(workload, drawn) : workload.placements(), bounds);
  }

  /// Returns the same placements with other scores.
  private static List<Placement> scores(Workload workload, Workload drawn) {
    return workload.placements().stream()
        .map(
            placement ->
                new Placement(
                    placement.name(),
                    placement.device(),
                    placement.tensorParallel(),
                    placement.pipelineParallel(),
                    placement.widths(),
                    placement.memoryGib(),
                    placement.diskGib(),
                    placement.startup(),
                    drawn.placement(placement.name()).orElse(placement).performance(),
                    placement.engine(),
                    placement.step(),
                    placement.target()))
        .toList();
  }
}
