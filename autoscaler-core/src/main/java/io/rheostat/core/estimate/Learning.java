package io.rheostat.core.estimate;

import io.rheostat.core.capacity.EngineModel;
import io.rheostat.core.capacity.Priors;
import io.rheostat.core.capacity.StepModel;
import io.rheostat.core.forecast.DemandForecast;
import io.rheostat.core.series.LatencyWindow;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.workload.LiveReplicas;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.core.workload.WorkSums;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.Device;
import io.rheostat.model.fleet.ModelShape;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Placement;
import io.rheostat.model.fleet.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Learning of a workload over time: speed of its placements, lengths of its requests, its
/// forecast.
final class Learning {
  private static final long LEARN_MILLIS = 10_000;
  private static final double LEAST_TOKENS = 30;
  private static final double LEAST_REQUESTS = 5;
  private static final long AFTERMATH_MILLIS = 40_000;
  private static final long LENGTH_MILLIS = 60_000;

  /// Memory of lengths in requests, and at least three minutes of them.
  private static final double LENGTH_REQUESTS = 1000;

  private static final double LENGTH_MINUTES = 3;
  private static final double QUEUEING_SHARE = 0.9;
  private static final Demand UNKNOWN_DEMAND = new Demand(0, 1024, 256);

  private Learning() {}

  /// Adds models from the declaration for placements without one.
  static void prepare(RootDraft root, Workload workload, Catalogue catalogue) {
    Demand expected = expected(workload);
    if (root.inputTokens == 0) {
      root.inputTokens = expected.inputTokens();
      root.outputTokens = expected.outputTokens();
    }
    SortedMap<String, EngineModel> engines = new TreeMap<>(root.engines);
    SortedMap<String, StepModel> steps = new TreeMap<>(root.steps);
    for (Placement placement : workload.placements()) {
      Optional<Device> device = Optional.ofNullable(catalogue.devices().get(placement.device()));
      ModelShape model = workload.model().orElse(null);
      if (device.isEmpty() || model == null) {
        continue;
      }
      switch (workload.objective()) {
        case Objective.Inference _ ->
            engines.computeIfAbsent(
                placement.name(),
                _ ->
                    EngineModel.of(
                        Priors.engine(model, device.get(), placement),
                        root.inputTokens + root.outputTokens / 2,
                        placement.engine().isPresent()));
        case Objective.Training _ ->
            steps.computeIfAbsent(
                placement.name(),
                _ ->
                    StepModel.of(
                        Priors.step(model, device.get(), placement), placement.step().isPresent()));
        case Objective.Profiled _ -> {}
      }
    }
    root.engines = engines;
    root.steps = steps;
  }

  private static Demand expected(Workload workload) {
    return workload.objective() instanceof Objective.Inference inference
        ? inference.expected().orElse(UNKNOWN_DEMAND)
        : UNKNOWN_DEMAND;
  }

  /// Learns from the work of live replicas, every ten seconds; the replicas start a new span.
  static List<ReplicaState> learn(RootDraft root, List<ReplicaState> replicas, long now) {
    if (now - root.learnedAt < LEARN_MILLIS) {
      return replicas;
    }
    root.learnedAt = now;
    SortedMap<String, EngineModel> engines = new TreeMap<>(root.engines);
    SortedMap<String, Fullness> fullness = new TreeMap<>();
    List<ReplicaState> after = new ArrayList<>(replicas.size());
    for (ReplicaState replica : replicas) {
      WorkSums work = replica.work();
      EngineModel model = engines.get(replica.placement());
      if (model == null || work.spanSeconds() <= 0 || work.generatedTokens() < LEAST_TOKENS) {
        after.add(replica);
        continue;
      }
      engines.put(replica.placement(), learned(model, work));
      fullness.merge(replica.placement(), Fullness.of(work, root.outputTokens), Fullness::plus);
      after.add(replica.withWork(WorkSums.NONE));
    }
    fullness.forEach(
        (placement, full) ->
            engines.computeIfPresent(
                placement, (_, model) -> model.saturated(full.isFull(), full.highestRate)));
    root.engines = engines;
    lengths(root, now);
    quality(root, replicas, now);
    return List.copyOf(after);
  }

  /// Fullness of the replicas of a placement, and their work.
  ///
  /// @param replicas number of working replicas
  /// @param queueing number of them with requests waiting all the time
  /// @param highestRate requests per second of the busiest: a replica that has just become ready
  ///     queues prompts too, and does less
  private record Fullness(int replicas, int queueing, double highestRate) {
    /// Returns the fullness of one replica. Tokens report the work of a full replica without the
    /// lag of finished requests.
    static Fullness of(WorkSums work, double outputTokens) {
      boolean queues = work.queueingSeconds() > QUEUEING_SHARE * work.spanSeconds();
      double rate = work.generatedTokens() / Math.max(1, outputTokens) / work.spanSeconds();
      return new Fullness(1, queues ? 1 : 0, rate);
    }

    Fullness plus(Fullness other) {
      return new Fullness(
          replicas + other.replicas,
          queueing + other.queueing,
          Math.max(highestRate, other.highestRate));
    }

    boolean isFull() {
      return 2 * queueing >= replicas;
    }
  }

  private static EngineModel learned(EngineModel model, WorkSums work) {
    double secondsPerToken = work.secondsPerToken();
    double running = work.generatedTokens() / work.spanSeconds() * secondsPerToken;
    double promptRate = Math.max(0, work.promptTokens()) / work.spanSeconds();
    return secondsPerToken > 0 ? model.observe(running, secondsPerToken, promptRate) : model;
  }

  /// Learns the share of good requests of the last ten seconds, at the load of the last minute: a
  /// surge shows in quality only when batches have filled up. While a queue of more than a second
  /// is worked off, and for a while after it, late requests report the surge before and not the
  /// load now.
  private static void quality(RootDraft root, List<ReplicaState> replicas, long now) {
    if (root.declared.isEmpty()
        || !(root.declared.get().objective() instanceof Objective.Inference objective)) {
      return;
    }
    LatencyWindow.Recent first = root.timeToFirstToken.recent(objective.slo().ttftSeconds(), now);
    LatencyWindow.Recent token = root.timePerOutputToken.recent(objective.slo().tpotSeconds(), now);
    double capacity = 0;
    double waiting = 0;
    int serving = LiveReplicas.serving(replicas, now);
    for (ReplicaState replica : replicas) {
      EngineModel model = root.engines.get(replica.placement());
      waiting += replica.inFlight().waiting();
      if (model != null && replica.isServing(now)) {
        capacity +=
            model.capacity(
                new EngineModel.Load(root.inputTokens, root.outputTokens, serving),
                objective.slo(),
                0);
      }
    }
    if (waiting > capacity) {
      root.backloggedAt = now;
    }
    boolean aftermath = now - root.backloggedAt < AFTERMATH_MILLIS;
    if (aftermath || first.all() + token.all() < LEAST_REQUESTS || capacity <= 0) {
      return;
    }
    long until = LiveReplicas.watermark(replicas, now);
    double rate =
        Math.max(0, root.arrivals.sum(until - LENGTH_MILLIS, until)) * 1000 / LENGTH_MILLIS;
    root.quality = root.quality.observe(rate / capacity, first.share() * token.share());
  }

  /// Learns lengths of requests. Prompt tokens belong to the requests admitted meanwhile, generated
  /// ones to the finished ones and, on average half way, to the additional running ones. Dividing
  /// by the finished ones would overstate lengths by a quarter whenever a load builds up.
  private static void lengths(RootDraft root, long now) {
    double finished = root.finished.sum(now - LENGTH_MILLIS, now);
    double admitted = root.admitted.sum(now - LENGTH_MILLIS, now);
    double generating = finished + (admitted - finished) / 2;
    if (finished < 5 || admitted < 5 || generating < 5) {
      return;
    }
    // Growth taken back may leave less than nothing in the window.
    double prompt = Math.max(0, root.promptTokens.sum(now - LENGTH_MILLIS, now));
    double generated = Math.max(0, root.generatedTokens.sum(now - LENGTH_MILLIS, now));
    double input = prompt / admitted;
    double output = generated / generating;
    double fresh = finished * LEARN_MILLIS / LENGTH_MILLIS;
    double memory = Math.max(LENGTH_REQUESTS, LENGTH_MINUTES * finished);
    double weight = fresh / (fresh + Math.min(root.lengthRequests, memory));
    root.lengthRequests = Math.min(root.lengthRequests, memory) + fresh;
    root.inputTokens += weight * (input - root.inputTokens);
    root.outputTokens += weight * (output - root.outputTokens);
  }

  /// Feeds the forecast with every step reported by all live replicas; the load of unreachable ones
  /// is carried on, so an outage of metrics does not look like a lull.
  static void forecast(RootDraft root, List<ReplicaState> replicas, long now) {
    ArrivalSource source =
        ArrivalSource.of(root.arrivals, root.firstObservedAt, root.gateway, replicas, now);
    long until = source.until();
    long step = DemandForecast.STEP_MILLIS;
    // Steps of a gap are left out: an unwatched time is no lull.
    long watched = Math.max(root.watchedSince, root.presence.completeSince());
    long begin = Math.max(root.firstObservedAt, watched);
    root.forecastAt = Math.max(root.forecastAt, Math.floorDiv(begin, step) * step + step);
    int caughtUp = 0;
    while (root.forecastAt + step <= until && caughtUp < 12) {
      long end = root.forecastAt + step;
      double requests = source.requests(root.forecastAt, end, now);
      root.forecast =
          root.forecast.next(requests * 1000 / step, source.level(now, end).rate(), end);
      root.forecastAt += step;
      caughtUp++;
    }
    if (root.forecastAt + step <= until) {
      root.forecastAt = Math.floorDiv(until, step) * step;
    }
  }
}
