package io.rheostat.benchmarks.latency.load;

import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.Fleet;
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
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// The fleet declared by benchmarks: inference services with placements on two device types,
/// equally many in each pool, with devices for all of them.
public final class BenchFleet {
  public static final int POOLS = 20;
  public static final int WORKLOADS_PER_POOL = 50;
  public static final int WORKLOADS = POOLS * WORKLOADS_PER_POOL;

  /// Initial placement of replicas.
  public static final String PLACEMENT = "l40s";

  static final double INPUT_TOKENS = 512;
  static final double OUTPUT_TOKENS = 128;

  /// Requests per second of a replica while nothing surges.
  static final double REQUEST_RATE = 10;

  private static final int DEVICES_OF_A_TYPE = 20 * WORKLOADS_PER_POOL;
  private static final int MOST_REPLICAS = 16;

  private BenchFleet() {}

  /// Returns the whole fleet: devices, pools and workloads by name.
  public static Fleet fleet() {
    SortedMap<String, Pool> pools = new TreeMap<>();
    SortedMap<String, Workload> workloads = new TreeMap<>();
    for (int i = 0; i < POOLS; i++) {
      pools.put(poolName(i), pool(i));
    }
    for (int i = 0; i < WORKLOADS; i++) {
      workloads.put(workloadName(i), workload(i));
    }
    return new Fleet(devices(), pools, workloads);
  }

  /// Returns the two device types, with memory in bytes, bandwidth in bytes per second, FLOPS and
  /// dollars per hour.
  public static SortedMap<String, Device> devices() {
    return new TreeMap<>(
        Map.of(
            "h100",
            new Device("h100", 85e9, 3.35e12, 989e12, new CostRates(0, 2.95, 0, 0)),
            "l40s",
            new Device("l40s", 48e9, 864e9, 362e12, new CostRates(0, 1.55, 0, 0))));
  }

  /// Returns a pool by index, with devices of both types for all its workloads and no budget.
  public static Pool pool(int index) {
    return new Pool(
        poolName(index),
        new TreeMap<>(Map.of("h100", DEVICES_OF_A_TYPE, "l40s", DEVICES_OF_A_TYPE)),
        OptionalDouble.empty(),
        1,
        1);
  }

  private static String poolName(int index) {
    return String.format(Locale.ROOT, "pool-%02d", index);
  }

  /// Returns the name of a workload by index, such as `service-0007`.
  public static String workloadName(int index) {
    return String.format(Locale.ROOT, "service-%04d", index);
  }

  /// Returns one workload of the fleet, observed only.
  public static Workload workload(int index) {
    return workload(index, Target.OBSERVE);
  }

  /// Returns one workload of the fleet.
  ///
  /// @param target of all its placements
  public static Workload workload(int index, Target target) {
    Slo slo = new Slo(Duration.ofSeconds(3), Duration.ofMillis(100), 0.99);
    Demand expected = new Demand(REQUEST_RATE, INPUT_TOKENS, OUTPUT_TOKENS);
    return new Workload(
        workloadName(index),
        poolName(index % POOLS),
        new Objective.Inference(slo, 0.001, Optional.of(expected)),
        Optional.of(new ModelShape(8e9, 32, 8, 128, Precision.BF16, Sharding.NONE)),
        List.of(
            placement(
                "h100", target, new EngineProfile(0.007, 1e-5, 1e-8, 2e-5, 400_000, 256, 4096)),
            placement(
                "l40s",
                target,
                new EngineProfile(0.012, 2e-5, 4.5e-8, 6.2e-5, 150_000, 256, 2048))),
        new Bounds(1, MOST_REPLICAS, OptionalDouble.empty()),
        List.of(),
        List.of());
  }

  private static Placement placement(String device, Target target, EngineProfile engine) {
    return new Placement(
        device,
        device,
        1,
        1,
        List.of(),
        64,
        200,
        Duration.ofSeconds(30),
        OptionalDouble.empty(),
        Optional.of(engine),
        Optional.empty(),
        target);
  }
}
