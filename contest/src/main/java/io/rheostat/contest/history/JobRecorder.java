package io.rheostat.contest.history;

import io.rheostat.core.training.GradientStatistics;
import io.rheostat.core.training.ThroughputModel;
import io.rheostat.core.training.ThroughputParameters;
import io.rheostat.core.workload.LastJobReport;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.simulator.training.TrainingTruth;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Collects the course of one training job.
final class JobRecorder {
  private final Instant declaredAt;
  private boolean seen;
  private double progressBefore;
  private Optional<Instant> completedAt = Optional.empty();

  JobRecorder(Instant declaredAt) {
    this.declaredAt = declaredAt;
  }

  /// Takes a report from within the section.
  void reported(Measure.Training job, Instant at) {
    if (!seen) {
      seen = true;
      progressBefore = job.progress();
    }
    if (job.complete() && completedAt.isEmpty()) {
      completedAt = Optional.of(at);
    }
  }

  /// Returns the history over the time of its replicas; empty when nothing was left to do in it, or
  /// the job is not declared any more.
  Optional<JobHistory> history(WorkloadRoot root, ReplicaHistory replicas) {
    Workload workload = root.declared().orElse(null);
    if (workload == null
        || !(workload.objective() instanceof Objective.Training training)
        || training.isCancelled()
        || progressBefore >= training.samples()
        || completedAt.filter(at -> !at.isAfter(replicas.from())).isPresent()
        || !declaredAt.isBefore(replicas.to())) {
      return Optional.empty();
    }
    SortedMap<String, StepProfile> steps = new TreeMap<>();
    root.steps().forEach((placement, model) -> steps.put(placement, model.profile()));
    root.learned()
        .throughputs()
        .forEach(
            (placement, model) ->
                profile(model, training.samplesPerWorker(), workload.bounds().maxReplicas())
                    .ifPresent(profile -> steps.put(placement, profile)));
    Duration after =
        declaredAt.isAfter(replicas.from())
            ? Duration.between(replicas.from(), declaredAt)
            : Duration.ZERO;
    return Optional.of(
        new JobHistory(
            workload,
            replicas,
            progressBefore,
            completedAt,
            steps,
            truth(root.learned().startGradients(), root.learned().lastReport(), after)));
  }

  /// Returns learned step times at the declared local batch, with synchronisation taken as linear
  /// between two workers and the most of them.
  private static Optional<StepProfile> profile(ThroughputModel model, double batch, int most) {
    if (model.parameters().isEmpty()) {
      return Optional.empty();
    }
    ThroughputParameters learned = model.parameters().get();
    double alone = learned.stepSeconds(1, 1, batch, 0);
    double two = learned.stepSeconds(model.nodes(2), 2, batch, 0);
    int many = Math.max(3, most);
    double all = learned.stepSeconds(model.nodes(many), many, batch, 0);
    return Optional.of(
        new StepProfile(
            Math.max(Double.MIN_NORMAL, alone / batch),
            Math.max(0, two - alone),
            Math.max(0, (all - two) / (many - 2))));
  }

  private static TrainingTruth truth(
      GradientStatistics start, LastJobReport last, Duration submittedAfter) {
    TrainingTruth usual = TrainingTruth.DEFAULT;
    double restart = last.checkpointSeconds() + last.restoreSeconds();
    double noise = noise(last.gradients(), usual.noiseAtEnd());
    return new TrainingTruth(
        noise(start, noise),
        noise,
        last.gradients().square() > 0 ? last.gradients().square() : usual.gradientSquare(),
        restart > 0 ? Duration.ofMillis((long) (restart * 1000)) : usual.restartDelay(),
        usual.checkpointEvery(),
        submittedAfter);
  }

  private static double noise(GradientStatistics statistics, double otherwise) {
    return statistics.square() > 0
        ? Math.max(0, statistics.variance()) / statistics.square()
        : otherwise;
  }
}
