package io.rheostat.simulator.testing;

import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.model.resource.Target;
import io.rheostat.simulator.cluster.StockOut;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.truth.GroundTruth;
import io.rheostat.simulator.world.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// A chat service on two device types and a training job, in one pool of 16 H100 and 8 L40S.
public final class Scenarios {
  public static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
  public static final String CHAT = "chat-32b";
  public static final String TRAIN = "resnet";

  private Scenarios() {}

  public static Scenario of(
      List<Request> chat, int replicas, int workers, List<StockOut> stockOuts) {
    return of(chat, replicas, workers, stockOuts, 1e9);
  }

  public static Scenario of(
      List<Request> chat, int replicas, int workers, List<StockOut> stockOuts, double samples) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    counts.put("h100-sxm", 16);
    counts.put("l40s", 8);
    Pool pool = new Pool("us-east", counts, OptionalDouble.empty(), 1, 1);
    Fleet fleet =
        new Fleet(
            sorted("h100-sxm", GroundTruth.H100_SXM, "l40s", GroundTruth.L40S),
            sorted("us-east", pool),
            sorted(CHAT, chat(), TRAIN, train(samples)));
    SortedMap<String, EngineProfile> engines =
        sorted("h100", GroundTruth.QWEN3_32B_2_H100, "l40s", GroundTruth.QWEN3_32B_4_L40S);
    SortedMap<String, StepProfile> steps = sorted("h100", GroundTruth.RESNET50_H100);
    return new Scenario(
        fleet,
        START,
        sorted(CHAT, chat),
        sorted(CHAT, engines),
        sorted(TRAIN, steps),
        sorted(TRAIN, GroundTruth.RESNET50),
        sorted(CHAT, Allocation.of("h100", replicas), TRAIN, Allocation.of("h100", workers)),
        stockOuts);
  }

  private static Workload chat() {
    Slo slo = new Slo(Duration.ofSeconds(3), Duration.ofMillis(100), 0.99);
    SortedMap<String, String> match = sorted("model_name", "Qwen/Qwen3-32B", "namespace", "chat");
    return new Workload(
        CHAT,
        "us-east",
        new Objective.Inference(slo, 0.004, Optional.empty()),
        Optional.of(GroundTruth.QWEN3_32B),
        List.of(
            placement("h100", "h100-sxm", 2, 100, List.of()),
            placement("l40s", "l40s", 4, 150, List.of())),
        new Bounds(1, 40, OptionalDouble.empty()),
        List.of(new MetricsBinding("vllm", match)),
        List.of());
  }

  private static Workload train(double samples) {
    return new Workload(
        TRAIN,
        "us-east",
        new Objective.Training(samples, 200, 400, 900, Optional.empty(), 0),
        Optional.empty(),
        List.of(placement("h100", "h100-sxm", 1, 40, List.of(1, 2, 4, 8))),
        new Bounds(0, 8, OptionalDouble.empty()),
        List.of(),
        List.of());
  }

  private static Placement placement(
      String name, String device, int tensorParallel, int startup, List<Integer> widths) {
    return new Placement(
        name,
        device,
        tensorParallel,
        1,
        widths,
        64,
        200,
        Duration.ofSeconds(startup),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Target.OBSERVE);
  }

  public static Device device(String name) {
    return name.equals("l40s") ? GroundTruth.L40S : GroundTruth.H100_SXM;
  }

  private static <V> SortedMap<String, V> sorted(String key, V value) {
    SortedMap<String, V> map = new TreeMap<>();
    map.put(key, value);
    return map;
  }

  private static <V> SortedMap<String, V> sorted(String key, V value, String second, V other) {
    SortedMap<String, V> map = sorted(key, value);
    map.put(second, other);
    return map;
  }
}
