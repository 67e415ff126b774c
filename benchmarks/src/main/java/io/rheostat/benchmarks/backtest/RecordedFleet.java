package io.rheostat.benchmarks.backtest;

import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.history.HistoryFold;
import io.rheostat.contest.trial.RheostatPolicy;
import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.loop.ClosedLoop;
import io.rheostat.simulator.loop.LoopLog;
import io.rheostat.simulator.trace.DailyCourse;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.trace.TraceGenerator;
import io.rheostat.simulator.truth.GroundTruth;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Fleet of services that share a pool, half of them like the demo's chat and half like its code
/// completion, each with the mean rate of the public trace it is like (Azure LLM inference 2023)
/// and the hours of a day, as its log tells it.
final class RecordedFleet {
  /// Start of the simulated world: a Monday.
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

  /// Time before the section, in which Rheostat learns the services.
  private static final Duration BEFORE = Duration.ofHours(1);

  private static final double CHAT_RATE = 5.53;
  private static final double CODE_RATE = 2.57;
  private static final int DEVICES_PER_SERVICE = 6;

  private final Fleet fleet;
  private final Duration length;
  private final SortedMap<String, List<Request>> traces = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, EngineProfile>> engines = new TreeMap<>();
  private final SortedMap<String, Allocation> initial = new TreeMap<>();

  private RecordedFleet(Fleet demo, int services, Duration length) {
    this.length = length;
    SortedMap<String, Workload> workloads = new TreeMap<>();
    for (int i = 1; i <= services; i++) {
      boolean chats = i % 2 == 1;
      String kind = chats ? "chat" : "code";
      String name = String.format(Locale.ROOT, "%s-%04d", kind, i);
      Workload like = Objects.requireNonNull(demo.workloads().get(kind));
      workloads.put(name, like.named(name));
      traces.put(name, requests(chats, i));
      engines.put(name, chats ? chatEngines() : codeEngines());
      initial.put(name, chats ? Allocation.of("h100-sxm-tp2", 2) : Allocation.of("l40s", 1));
    }
    Pool pool = Objects.requireNonNull(demo.pools().get("demo"));
    SortedMap<String, Integer> devices = new TreeMap<>(pool.devices());
    devices.replaceAll((_, _) -> DEVICES_PER_SERVICE * services);
    Pool large = pool.withDevices(devices).withBudget(OptionalDouble.empty());
    fleet = demo.withWorkloads(workloads).withPools(new TreeMap<>(Map.of("demo", large)));
  }

  private List<Request> requests(boolean chats, long seed) {
    Duration horizon = BEFORE.plus(length);
    List<Request> requests =
        chats
            ? TraceGenerator.conversation(seed, horizon, CHAT_RATE)
            : TraceGenerator.bursty(seed, horizon, CODE_RATE);
    return DailyCourse.of(requests, START, seed);
  }

  private static SortedMap<String, EngineProfile> chatEngines() {
    return new TreeMap<>(
        Map.of(
            "h100-sxm-tp2", GroundTruth.QWEN3_32B_2_H100,
            "l40s-tp4", GroundTruth.QWEN3_32B_4_L40S));
  }

  private static SortedMap<String, EngineProfile> codeEngines() {
    return new TreeMap<>(
        Map.of("h100-sxm", GroundTruth.LLAMA_8B_1_H100, "l40s", GroundTruth.LLAMA_8B_1_L40S));
  }

  /// Records a section.
  ///
  /// @param demo the demo's fleet
  static FleetHistory of(Fleet demo, int services, Duration length) {
    return new RecordedFleet(demo, services, length).history();
  }

  private FleetHistory history() {
    Instant from = START.plus(BEFORE);
    Scenario scenario =
        new Scenario(
            fleet, START, traces, engines, new TreeMap<>(), new TreeMap<>(), initial, List.of());
    HistoryFold history = new HistoryFold(new PartitionFold<>(new EstimateStage(), _ -> true));
    new ClosedLoop(new World(scenario, 1), RheostatPolicy.SCRAPE_EVERY, keeping(history, from))
        .runUntil(from.plus(length));
    history.end();
    return FleetHistory.join(List.of(history));
  }

  private static LoopLog keeping(HistoryFold history, Instant from) {
    return new LoopLog() {
      @Override
      public void appended(WorkloadEvent event, Instant receivedAt) {
        history.accept(event, receivedAt, !receivedAt.isBefore(from));
      }
    };
  }
}
