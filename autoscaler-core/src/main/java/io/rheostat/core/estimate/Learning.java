package io.rheostat.core.estimate;

import io.rheostat.core.forecast.DemandForecast;
import io.rheostat.core.performance.EngineModel;
import io.rheostat.core.performance.Priors;
import io.rheostat.core.performance.StepModel;
import io.rheostat.core.stage.Catalogue;
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

/// What a workload learns as time passes: speed of its placements, lengths of its requests, its
/// forecast.
final class Learning {
  private static final long LEARN_MILLIS = 10_000;
  private static final double LEAST_TOKENS = 30;
  private static final double LENGTH_WEIGHT = 0.1;
  private static final double QUEUEING_SHARE = 0.9;
  private static final Demand UNKNOWN_DEMAND = new Demand(0, 1024, 256);

  private Learning() {}

  /// Models for placements that have none yet, from what is declared.
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

  /// Learns from what live replicas did, every ten seconds; the replicas start a new span.
  static List<ReplicaState> learn(RootDraft root, List<ReplicaState> replicas, long now) {
    if (now - root.learnedAt < LEARN_MILLIS) {
      return replicas;
    }
    root.learnedAt = now;
    SortedMap<String, EngineModel> engines = new TreeMap<>(root.engines);
    List<ReplicaState> after = new ArrayList<>(replicas.size());
    for (ReplicaState replica : replicas) {
      Work work = replica.work();
      EngineModel model = engines.get(replica.placement());
      if (model == null || work.spanSeconds() <= 0 || work.generatedTokens() < LEAST_TOKENS) {
        after.add(replica);
        continue;
      }
      engines.put(replica.placement(), learned(model, work));
      after.add(replica.withWork(Work.NONE));
    }
    root.engines = engines;
    lengths(root, now);
    return List.copyOf(after);
  }

  private static EngineModel learned(EngineModel model, Work work) {
    double secondsPerToken = work.secondsPerToken();
    double running = work.generatedTokens() / work.spanSeconds() * secondsPerToken;
    double promptRate = work.promptTokens() / work.spanSeconds();
    boolean queueing = work.queueingSeconds() > QUEUEING_SHARE * work.spanSeconds();
    EngineModel after =
        secondsPerToken > 0 ? model.observe(running, secondsPerToken, promptRate) : model;
    return after.saturated(queueing, work.finished() / work.spanSeconds());
  }

  private static void lengths(RootDraft root, long now) {
    double finished = root.finished.sum(now - 60_000, now);
    if (finished < 5) {
      return;
    }
    double input = root.promptTokens.sum(now - 60_000, now) / finished;
    double output = root.generatedTokens.sum(now - 60_000, now) / finished;
    root.inputTokens += LENGTH_WEIGHT * (input - root.inputTokens);
    root.outputTokens += LENGTH_WEIGHT * (output - root.outputTokens);
  }

  /// Feeds the forecast with every step that all live replicas have reported; what unreachable ones
  /// took is carried, so that an outage of metrics does not look like a lull.
  static void forecast(RootDraft root, List<ReplicaState> replicas, long now) {
    long until = Summary.watermark(replicas, now);
    long step = DemandForecast.STEP_MILLIS;
    if (root.forecastAt == 0) {
      root.forecastAt = Math.floorDiv(root.firstObservedAt, step) * step + step;
    }
    int caughtUp = 0;
    while (root.forecastAt + step <= until && caughtUp < 12) {
      long end = root.forecastAt + step;
      double requests =
          root.arrivals.sum(root.forecastAt, end)
              + Summary.carried(replicas, now, root.forecastAt, end);
      root.forecast = root.forecast.next(Math.max(0, requests) * 1000 / step);
      root.forecastAt += step;
      caughtUp++;
    }
    if (root.forecastAt + step <= until) {
      root.forecastAt = Math.floorDiv(until, step) * step;
    }
  }
}
