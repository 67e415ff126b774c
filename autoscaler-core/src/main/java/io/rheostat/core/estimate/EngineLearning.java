package io.rheostat.core.estimate;

import io.rheostat.core.capacity.EngineModel;
import io.rheostat.core.capacity.Priors;
import io.rheostat.core.capacity.StepModel;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.core.workload.WorkSums;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Learning of the speed of placements from the work of their replicas.
final class EngineLearning {
  /// Least tokens generated in a span to learn from.
  private static final double LEAST_TOKENS = 30;

  /// Share of a span with a queue from which a replica counts as full.
  private static final double QUEUEING_SHARE = 0.9;

  /// Lengths assumed without a declaration, tokens: the defaults of common load generators.
  private static final Demand UNKNOWN_DEMAND = new Demand(0, 1024, 256);

  private EngineLearning() {}

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

  /// Learns from the work of live replicas and returns them at the start of a new span.
  static List<ReplicaState> learn(RootDraft root, List<ReplicaState> replicas) {
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
}
