package io.rheostat.contest.bound;

import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.world.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/// Trials of one service on a device that costs a dollar for 1,000 replica-seconds.
record BoundTrials(EngineProfile engine, Slo slo, Duration startup, int replicas, int initial) {
  /// A slow engine, so that some dozen requests keep a few replicas busy for a minute.
  static final EngineProfile SLOW = new EngineProfile(0.02, 0.001, 1e-6, 1.6e-3, 12_000, 16, 64);

  static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
  private static final String CHAT = "chat";

  static BoundTrials small(int startup, int replicas, int initial) {
    Slo slo = new Slo(Duration.ofSeconds(6), Duration.ofMillis(300), 0.99);
    return new BoundTrials(SLOW, slo, Duration.ofSeconds(startup), replicas, initial);
  }

  /// Requests at a rate that changes with time, the gaps exponential, the lengths lognormal.
  static List<Request> requests(
      long seed, double seconds, int meanInput, DoubleUnaryOperator rate) {
    Chance chance = new Chance(seed);
    List<Request> requests = new ArrayList<>();
    double most = 0;
    for (double at = 0; at < seconds; at++) {
      most = Math.max(most, rate.applyAsDouble(at));
    }
    for (double at = chance.exponential(1 / most); at < seconds; ) {
      int in = Math.max(1, (int) (meanInput * chance.jitter(0.4)));
      int out = Math.max(1, (int) (40 * chance.jitter(0.4)));
      if (chance.uniform() * most < rate.applyAsDouble(at)) {
        requests.add(new Request(Duration.ofNanos((long) (at * 1e9)), in, out));
      }
      at += chance.exponential(1 / most);
    }
    return requests;
  }

  PolicyTrial of(List<Request> requests, Duration unscored, Duration length) {
    return new PolicyTrial("small", scenario(requests), CHAT, unscored, length);
  }

  private Scenario scenario(List<Request> requests) {
    Device device = new Device("gpu", 8e10, 3e12, 1e15, new CostRates(0, 3.6, 0, 0));
    Pool pool = new Pool("pool", one("gpu", replicas), OptionalDouble.empty(), 1, 1);
    Workload chat =
        new Workload(
            CHAT,
            "pool",
            new Objective.Inference(slo, 0.01, Optional.empty()),
            Optional.empty(),
            List.of(placement("gpu")),
            new Bounds(0, Math.max(1, replicas), OptionalDouble.empty()),
            List.of(),
            List.of());
    return new Scenario(
        new Fleet(one("gpu", device), one("pool", pool), one(CHAT, chat)),
        START,
        one(CHAT, requests),
        one(CHAT, one("gpu", engine)),
        new TreeMap<>(),
        new TreeMap<>(),
        one(CHAT, Allocation.of("gpu", initial)),
        List.of());
  }

  private Placement placement(String name) {
    return new Placement(
        name,
        "gpu",
        1,
        1,
        List.of(),
        64,
        200,
        startup,
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Target.OBSERVE);
  }

  private static <V> SortedMap<String, V> one(String key, V value) {
    SortedMap<String, V> map = new TreeMap<>();
    map.put(key, value);
    return map;
  }
}
