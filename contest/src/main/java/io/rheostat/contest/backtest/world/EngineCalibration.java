package io.rheostat.contest.backtest.world;

import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.history.LatencyHistogram;
import io.rheostat.contest.history.ReplicaHistory;
import io.rheostat.contest.history.ServiceHistory;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.engine.InferenceService;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Engines of a backtest: halfway between the speed learned from tokens per second and the one that
/// makes latencies come out as recorded (geometric mean).
///
/// While prompts and answers keep their ratio, tokens per second do not tell how an iteration's
/// time divides between prompts and sequences, and the learned speed may be right for the rate and
/// wrong for the latency. Two factors of a service are moved until two figures of its histograms
/// agree (method of simulated moments, McFadden 1989): that of prefill by the lower quartile of
/// times to first token, of requests that hardly queued, and that of everything else by the median
/// time per output token. No tail is looked at. Latencies err too, where bursts and lengths are not
/// those of the log, so half of the way is gone.
final class EngineCalibration {
  private static final double FIRST_TOKEN = 0.25;
  private static final double PER_TOKEN = 0.5;

  /// Requests a figure of the record must stand on.
  private static final double LEAST_REQUESTS = 500;

  /// Most simulated requests of a round, about: a section with more is simulated in parts that are
  /// evenly spread over it.
  private static final double MOST_REQUESTS = 100_000;

  /// Counted length of a simulated part of a long section.
  private static final Duration PART = Duration.ofMinutes(3);

  /// Time before it, long against an answer.
  private static final Duration WARM_UP = Duration.ofMinutes(2);

  private static final int ROUNDS = 6;

  /// Part of the difference, as a power of the ratio, that a round makes good: a slower engine has
  /// larger batches, so latencies answer more than in proportion.
  private static final double STEP = 0.7;

  /// Least factor of a time: an engine may be far faster than it was learned to be, for partly idle
  /// replicas tell little.
  private static final double LEAST_FACTOR = 0.4;

  /// Largest factor of the time of prefill, and below of the rest: hardly slower, for the learned
  /// rates were reached.
  private static final double MOST_PREFILL = 1.25;

  private static final double MOST_REST = 1.1;

  private final ServiceHistory service;
  private final Scenario learned;
  /// Recorded changes of its desired replicas: unpacked once for all parts and rounds.
  private final List<ReplicaHistory.Report> changes;

  private final List<Part> parts = new ArrayList<>();

  /// Simulated part of the section.
  ///
  /// @param scenario its world
  /// @param warmUp time at its begin that is not counted: it begins without a request
  /// @param length of it, the warm-up included
  private record Part(Scenario scenario, Duration warmUp, Duration length) {}

  private EngineCalibration(FleetHistory history, ServiceHistory service, Scenario learned) {
    this.service = service;
    this.learned = learned;
    changes = service.replicas().changes();
    double requests = service.traffic().requests();
    if (requests <= MOST_REQUESTS) {
      parts.add(new Part(learned, Duration.ZERO, history.length()));
      return;
    }
    Duration each = WARM_UP.plus(PART);
    long all = Math.max(1, history.length().toMillis() / each.toMillis());
    long taken = Math.clamp((long) (MOST_REQUESTS / requests * all), 1, all);
    List<Duration> begins = new ArrayList<>();
    for (long i = 0; i < taken; i++) {
      begins.add(each.multipliedBy((2 * i + 1) * all / (2 * taken)));
    }
    List<List<Request>> drawn = within(begins, each);
    for (int i = 0; i < begins.size(); i++) {
      parts.add(new Part(from(begins.get(i), drawn.get(i)), WARM_UP, each));
    }
  }

  /// Returns the engines of a service by placement, calibrated.
  ///
  /// @param learned world of that service alone, with the engines as they were learned
  static SortedMap<String, EngineProfile> of(
      FleetHistory history, ServiceHistory service, Scenario learned) {
    boolean isKnown =
        service.firstToken().count() >= LEAST_REQUESTS
            && service.perToken().count() >= LEAST_REQUESTS;
    return isKnown
        ? new EngineCalibration(history, service, learned).calibrated()
        : service.engines();
  }

  private String name() {
    return service.workload().name();
  }

  /// Returns the requests of each part, with the times since its begin. They are drawn once for all
  /// parts: a section may hold many times as many.
  ///
  /// @param begins of the parts, ascending, none before the end of the one before it
  private List<List<Request>> within(List<Duration> begins, Duration length) {
    List<List<Request>> requests = new ArrayList<>();
    begins.forEach(_ -> requests.add(new ArrayList<>()));
    int part = 0;
    for (Request request : learned.arrivals(name())) {
      while (part < begins.size() && request.at().compareTo(begins.get(part).plus(length)) >= 0) {
        part++;
      }
      if (part == begins.size()) {
        break;
      }
      Duration at = request.at().minus(begins.get(part));
      if (!at.isNegative()) {
        requests.get(part).add(new Request(at, request.inputTokens(), request.outputTokens()));
      }
    }
    return requests;
  }

  /// Returns the world of a part of the section.
  ///
  /// @param after its begin
  private Scenario from(Duration after, List<Request> requests) {
    Instant start = learned.start().plus(after);
    SortedMap<String, List<Request>> traces = new TreeMap<>();
    traces.put(name(), requests);
    SortedMap<String, Allocation> initial = new TreeMap<>(learned.initial());
    for (ReplicaHistory.Report report : changes) {
      if (!report.at().isAfter(start)) {
        initial.put(name(), report.desired());
      }
    }
    return new Scenario(
        learned.fleet(),
        start,
        traces,
        learned.engines(),
        learned.steps(),
        learned.training(),
        initial,
        learned.stockOuts());
  }

  private SortedMap<String, EngineProfile> calibrated() {
    double prefill = 1;
    double rest = 1;
    SortedMap<String, EngineProfile> best = service.engines();
    double least = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      SortedMap<String, EngineProfile> tried = scaled(prefill, rest);
      LatencyHistogram firstToken = LatencyHistogram.EMPTY;
      LatencyHistogram perToken = LatencyHistogram.EMPTY;
      for (Part part : parts) {
        InferenceService.Latencies latencies = latencies(part, tried);
        LatencyHistogram first = service.firstToken().coarsened(latencies.firstToken());
        LatencyHistogram per = service.perToken().coarsened(latencies.perToken());
        firstToken = firstToken.plus(first.bounds(), first.counts());
        perToken = perToken.plus(per.bounds(), per.counts());
      }
      double first = ratio(service.firstToken(), firstToken, FIRST_TOKEN);
      double per = ratio(service.perToken(), perToken, PER_TOKEN);
      double off = Math.abs(StrictMath.log(first)) + Math.abs(StrictMath.log(per));
      if (off < least) {
        least = off;
        best = scaled(StrictMath.sqrt(prefill), StrictMath.sqrt(rest));
      }
      prefill = Math.clamp(prefill * StrictMath.pow(first, STEP), LEAST_FACTOR, MOST_PREFILL);
      rest = Math.clamp(rest * StrictMath.pow(per, STEP), LEAST_FACTOR, MOST_REST);
    }
    return best;
  }

  private static double ratio(LatencyHistogram recorded, LatencyHistogram simulated, double share) {
    double wanted = recorded.quantile(share);
    double found = simulated.quantile(share);
    return wanted > 0 && found > 0 ? wanted / found : 1;
  }

  private InferenceService.Latencies latencies(
      Part part, SortedMap<String, EngineProfile> engines) {
    Scenario begun = part.scenario();
    World world = new World(begun.withEngines(name(), engines), 0);
    RecordedSchedule schedule = new RecordedSchedule(world, (String _) -> changes);
    schedule.runUntil(begun.start().plus(part.warmUp()));
    InferenceService.Latencies before = world.latencies(name()).orElseThrow();
    schedule.runUntil(begun.start().plus(part.length()));
    InferenceService.Latencies after = world.latencies(name()).orElseThrow();
    return new InferenceService.Latencies(
        after.firstToken().since(before.firstToken()), after.perToken().since(before.perToken()));
  }

  private SortedMap<String, EngineProfile> scaled(double prefill, double rest) {
    SortedMap<String, EngineProfile> engines = new TreeMap<>();
    service.engines().forEach((name, one) -> engines.put(name, one.slowed(prefill, rest)));
    return engines;
  }
}
