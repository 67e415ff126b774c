package io.rheostat.contest.history;

import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Sharding;
import io.rheostat.model.resource.Target;
import io.rheostat.simulator.loop.ClosedLoop;
import io.rheostat.simulator.loop.LoopLog;
import io.rheostat.simulator.trace.Arrivals;
import io.rheostat.simulator.trace.Lengths;
import io.rheostat.simulator.trace.Ramp;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.truth.GroundTruth;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.Score;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Half an hour of a simulated fleet as its log tells it, and as it was: a chat service with a hill
/// of traffic and one training job, the section beginning ten minutes after the log.
public final class RecordedHalfHour {
  /// Start of the log.
  public static final Instant START = Instant.parse("2026-11-24T09:00:00Z");

  /// Time before the section.
  public static final Duration BEFORE = Duration.ofMinutes(10);

  /// Length of the section.
  public static final Duration LENGTH = Duration.ofMinutes(30);

  /// Mean prompt and answer, and their standard deviation over the mean.
  public static final double PROMPT = 1000;

  public static final double ANSWER = 200;
  public static final double VARIATION = 0.6;

  /// Work of the job, done within the section.
  public static final double SAMPLES = 2.5e6;

  private static final Duration STARTUP = Duration.ofSeconds(40);

  private final World world;
  private final List<Request> requests;
  private final FleetHistory history;
  private final Score before;

  /// @param seed of the world
  public RecordedHalfHour(long seed) {
    requests = ramp().requests(seed);
    world = new World(scenario(), seed);
    List<Appended> log = new ArrayList<>();
    ClosedLoop loop = new ClosedLoop(world, Duration.ofSeconds(5), keeping(log));
    loop.runUntil(START.plus(BEFORE));
    before = world.score();
    loop.runUntil(START.plus(BEFORE).plus(LENGTH));
    HistoryFold fold = new HistoryFold(new PartitionFold<>(new EstimateStage(), _ -> true));
    for (Appended one : log) {
      fold.accept(one.event(), one.at(), !one.at().isBefore(START.plus(BEFORE)));
    }
    fold.end();
    history = FleetHistory.join(List.of(fold));
  }

  private record Appended(WorkloadEvent event, Instant at) {}

  private static LoopLog keeping(List<Appended> log) {
    return new LoopLog() {
      @Override
      public void appended(WorkloadEvent event, Instant receivedAt) {
        log.add(new Appended(event, receivedAt));
      }
    };
  }

  private static Ramp ramp() {
    return new Ramp(
        List.of(
            new Ramp.Phase(10, Duration.ofMinutes(15)),
            new Ramp.Phase(25, Duration.ofMinutes(10)),
            new Ramp.Phase(12, Duration.ofMinutes(20))),
        Arrivals.POISSON,
        new Lengths.LogNormal(PROMPT, VARIATION),
        new Lengths.LogNormal(ANSWER, VARIATION));
  }

  private static Placement placement(String name, String device) {
    return new Placement(
        name,
        device,
        1,
        1,
        List.of(),
        0,
        0,
        STARTUP,
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Target.OBSERVE);
  }

  private static Workload chat() {
    Slo slo = new Slo(Duration.ofSeconds(2), Duration.ofMillis(60), 0.99);
    return new Workload(
        "chat",
        "pool",
        new Objective.Inference(slo, 0.002, Optional.empty()),
        Optional.of(GroundTruth.LLAMA_8B),
        List.of(placement("h100-sxm", "h100-sxm"), placement("l40s", "l40s")),
        new Bounds(1, 8, OptionalDouble.empty()),
        List.of(),
        List.of());
  }

  private static Workload job() {
    return new Workload(
        "resnet50",
        "pool",
        new Objective.Training(SAMPLES, 200, 200, 20, Optional.empty(), 0),
        Optional.of(new ModelShape(25.6e6, 0, 0, 0, Precision.FP32, Sharding.NONE)),
        List.of(placement("l40s", "l40s")),
        new Bounds(1, 4, OptionalDouble.empty()),
        List.of(),
        List.of());
  }

  /// Workload valued by a declared score: it has neither requests nor work.
  private static Workload notebook() {
    return new Workload(
        "notebook",
        "pool",
        new Objective.Profiled(1),
        Optional.empty(),
        List.of(placement("l40s", "l40s")),
        new Bounds(0, 1, OptionalDouble.empty()),
        List.of(),
        List.of());
  }

  private Scenario scenario() {
    Pool pool =
        new Pool(
            "pool", new TreeMap<>(Map.of("h100-sxm", 8, "l40s", 8)), OptionalDouble.of(40), 1, 1);
    Fleet fleet =
        new Fleet(
            new TreeMap<>(Map.of("h100-sxm", GroundTruth.H100_SXM, "l40s", GroundTruth.L40S)),
            new TreeMap<>(Map.of("pool", pool)),
            new TreeMap<>(Map.of("chat", chat(), "resnet50", job(), "notebook", notebook())));
    return new Scenario(
        fleet,
        START,
        new TreeMap<>(Map.of("chat", requests)),
        new TreeMap<>(
            Map.of(
                "chat",
                new TreeMap<>(
                    Map.of(
                        "h100-sxm", GroundTruth.LLAMA_8B_1_H100,
                        "l40s", GroundTruth.LLAMA_8B_1_L40S)))),
        new TreeMap<>(Map.of("resnet50", new TreeMap<>(Map.of("l40s", GroundTruth.RESNET50_L40S)))),
        new TreeMap<>(Map.of("resnet50", GroundTruth.RESNET50)),
        new TreeMap<>(
            Map.of(
                "chat", Allocation.of("h100-sxm", 2),
                "resnet50", Allocation.of("l40s", 1))),
        List.of());
  }

  /// Returns the history read from the log.
  public FleetHistory history() {
    return history;
  }

  /// Returns the world at the end of the section.
  public World world() {
    return world;
  }

  /// Returns the world's score at the start of the section.
  public Score before() {
    return before;
  }

  /// Returns the requests that arrived within the section.
  public long requests() {
    return requests.stream()
        .filter(
            one -> one.at().compareTo(BEFORE) >= 0 && one.at().compareTo(BEFORE.plus(LENGTH)) < 0)
        .count();
  }
}
