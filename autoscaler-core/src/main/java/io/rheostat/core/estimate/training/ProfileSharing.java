package io.rheostat.core.estimate.training;

import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.training.GradientStatistics;
import io.rheostat.core.training.ThroughputModel;
import io.rheostat.core.training.ThroughputObservation;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.JobProfile;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Knowledge shared between training jobs of one profile key: what a job takes from those that
/// ended, and what it leaves to those to come.
///
/// It passes from one to the other as a declaration in the log, never from state to state: the same
/// log gives the same estimates.
public final class ProfileSharing {
  /// Share of the work up to which gradients count as those of the start.
  private static final double START = 0.1;

  private ProfileSharing() {}

  /// Returns the profile key of a workload; empty for one that learns alone.
  public static Optional<String> key(Workload workload) {
    return workload.objective() instanceof Objective.Training training
        ? training.elastic().flatMap(ElasticTraining::profile)
        : Optional.empty();
  }

  /// Takes what earlier jobs of the workload's key left. Again, it changes nothing.
  public static void adopt(RootDraft root, Workload workload, Catalogue catalogue) {
    key(workload)
        .flatMap(key -> Optional.ofNullable(catalogue.profiles().get(key)))
        .ifPresent(profile -> adopt(root, workload, profile));
  }

  private static void adopt(RootDraft root, Workload workload, JobProfile profile) {
    SortedMap<String, ThroughputModel> models = new TreeMap<>(root.throughputs);
    for (Placement placement : workload.placements()) {
      List<ThroughputObservation> known = observations(profile, placement);
      if (!known.isEmpty()) {
        ThroughputModel own = models.getOrDefault(placement.name(), ThroughputModel.EMPTY);
        models.put(placement.name(), own.adopt(known));
      }
    }
    if (!models.equals(root.throughputs)) {
      root.throughputs = models;
    }
    if (root.startGradients.equals(GradientStatistics.UNKNOWN) && profile.hasStatistics()) {
      root.startGradients =
          new GradientStatistics(profile.gradientSquare(), profile.gradientVariance());
    }
  }

  private static List<ThroughputObservation> observations(JobProfile profile, Placement on) {
    return profile.steps().stream()
        .filter(step -> step.device().equals(on.device()))
        .filter(step -> step.devicesPerWorker() == on.devicesPerReplica())
        .map(
            step ->
                new ThroughputObservation(
                    step.nodes(),
                    step.workers(),
                    step.localBatch(),
                    step.passSeconds(),
                    step.stepSeconds()))
        .toList();
  }

  /// Remembers the gradient statistics that a job tells early in its work.
  ///
  /// @param job replica with the job's own signals
  public static void remember(RootDraft root, Optional<ReplicaState> job) {
    Optional<Workload> workload = root.declared.filter(declared -> key(declared).isPresent());
    if (!root.startGradients.equals(GradientStatistics.UNKNOWN)
        || job.isEmpty()
        || workload.isEmpty()
        || !(workload.get().objective() instanceof Objective.Training training)
        || job.get().value(Signal.PROGRESS) > START * training.samples()) {
      return;
    }
    root.startGradients =
        new GradientStatistics(
            job.get().value(Signal.GRADIENT_SQUARE), job.get().value(Signal.GRADIENT_VARIANCE));
  }

  /// Returns what a job leaves to later ones of its key; empty for one without a key, or that
  /// learned nothing.
  static Optional<JobProfile> left(WorkloadRoot.Learned learned, Workload workload) {
    List<JobProfile.Step> steps = new ArrayList<>();
    for (Placement placement : workload.placements()) {
      ThroughputModel model =
          learned.throughputs().getOrDefault(placement.name(), ThroughputModel.EMPTY);
      for (ThroughputObservation one : model.observations()) {
        steps.add(
            new JobProfile.Step(
                placement.device(),
                placement.devicesPerReplica(),
                one.nodes(),
                one.replicas(),
                one.localBatch(),
                one.passSeconds(),
                one.stepSeconds()));
      }
    }
    GradientStatistics start = learned.startGradients();
    return key(workload)
        .filter(_ -> !steps.isEmpty())
        .map(key -> new JobProfile(key, steps, start.square(), start.variance()));
  }
}
