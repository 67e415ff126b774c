package io.rheostat.benchmarks.backtest;

import io.rheostat.app.demo.DemoScenario;
import io.rheostat.contest.history.FleetHistory;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.trace.DailyCourse;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.trace.TraceGenerator;
import io.rheostat.simulator.world.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Fleet of services that share a pool, half of them like the demo's chat and half like its code
/// completion, as its log tells it. In its busiest hours each has the mean rate of the public trace
/// it is like (Azure LLM inference 2023), and less in the others.
final class RecordedFleet {
  private static final int DEVICES_PER_SERVICE = 6;

  private final Fleet fleet;
  private final Duration length;
  private final SortedMap<String, List<Request>> traces = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, EngineProfile>> engines = new TreeMap<>();
  private final SortedMap<String, Allocation> initial = new TreeMap<>();

  private RecordedFleet(Fleet demo, int services, Duration length) {
    this.length = length;
    SortedMap<String, SortedMap<String, EngineProfile>> demoEngines = DemoScenario.engines();
    SortedMap<String, Workload> workloads = new TreeMap<>();
    for (int i = 1; i <= services; i++) {
      boolean chats = i % 2 == 1;
      String kind = chats ? "chat" : "code";
      String name = String.format(Locale.ROOT, "%s-%04d", kind, i);
      Workload like = Objects.requireNonNull(demo.workloads().get(kind));
      workloads.put(name, like.named(name));
      traces.put(name, requests(chats, i));
      engines.put(name, Objects.requireNonNull(demoEngines.get(kind)));
      initial.put(name, chats ? Allocation.of("h100-sxm-tp2", 2) : Allocation.of("l40s", 1));
    }
    Pool pool = Objects.requireNonNull(demo.pools().get("demo"));
    SortedMap<String, Integer> devices = new TreeMap<>(pool.devices());
    devices.replaceAll((_, _) -> DEVICES_PER_SERVICE * services);
    Pool large = pool.withDevices(devices).withBudget(OptionalDouble.empty());
    fleet = demo.withWorkloads(workloads).withPools(new TreeMap<>(Map.of("demo", large)));
  }

  private List<Request> requests(boolean chats, long seed) {
    Duration horizon = RecordedSection.BEFORE.plus(length);
    List<Request> requests =
        chats
            ? TraceGenerator.conversation(seed, horizon, DemoScenario.CHAT_RATE)
            : TraceGenerator.bursty(seed, horizon, DemoScenario.CODE_RATE);
    return DailyCourse.of(requests, RecordedSection.START, seed);
  }

  /// Records a section.
  ///
  /// @param demo the demo's fleet
  static FleetHistory of(Fleet demo, int services, Duration length) {
    return new RecordedFleet(demo, services, length).history();
  }

  private FleetHistory history() {
    Scenario scenario =
        new Scenario(
            fleet,
            RecordedSection.START,
            traces,
            engines,
            new TreeMap<>(),
            new TreeMap<>(),
            initial,
            List.of());
    return RecordedSection.of(scenario, length, 1);
  }
}
