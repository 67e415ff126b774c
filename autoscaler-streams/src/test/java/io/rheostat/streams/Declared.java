package io.rheostat.streams;

import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// A small fleet: two device types, two pools, a chat service, a ranker and a training job.
final class Declared {
  static final String CHAT = "chat";
  static final String RANK = "rank";
  static final String TRAIN = "train";
  static final String EAST = "east";
  static final String WEST = "west";

  static final List<Device> DEVICES =
      List.of(
          new Device("h100", 85e9, 3.35e12, 989e12, new CostRates(0, 2.95, 0, 0)),
          new Device("l40s", 48e9, 864e9, 362e12, new CostRates(0, 1.55, 0, 0)));
  static final List<Pool> POOLS = List.of(pool(EAST), pool(WEST));

  private Declared() {}

  static Pool pool(String name) {
    return new Pool(
        name, new TreeMap<>(Map.of("h100", 16, "l40s", 8)), OptionalDouble.empty(), 1, 1);
  }

  static Workload chat(String pool) {
    Slo slo = new Slo(Duration.ofSeconds(3), Duration.ofMillis(100), 0.99);
    return workload(CHAT, pool, new Objective.Inference(slo, 0.004, Optional.empty()));
  }

  static Workload rank(String pool) {
    return workload(RANK, pool, new Objective.Profiled(5));
  }

  static Workload train(String pool) {
    return workload(TRAIN, pool, new Objective.Training(1e9, 200, 400, 900, Optional.empty(), 0));
  }

  static Workload workload(String name, String pool, Objective objective) {
    return new Workload(
        name,
        pool,
        objective,
        Optional.empty(),
        List.of(placement("h100", 2), placement("l40s", 1)),
        new Bounds(1, 6, OptionalDouble.empty()),
        List.of(),
        List.of());
  }

  private static Placement placement(String device, double performance) {
    return new Placement(
        device,
        device,
        1,
        1,
        List.of(),
        64,
        200,
        Duration.ofSeconds(20),
        OptionalDouble.of(performance),
        Optional.of(new EngineProfile(0.012, 0.00002, 4.5e-8, 62e-6, 313_000, 256, 2048)),
        Optional.of(new StepProfile(0.0003, 0.011, 0.0002)),
        Target.OBSERVE);
  }
}
