package io.rheostat.core.estimate.training;

import io.rheostat.core.Tuning;
import io.rheostat.core.training.GradientStatistics;
import io.rheostat.core.training.ThroughputModel;
import io.rheostat.core.workload.LastJobReport;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.TrainingProfile;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.signal.Signal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Estimate of a training job: its progress, and the goodput of each placement and width.
public final class TrainingMeasures {
  private static final Tuning.Training TUNING = Tuning.DEFAULT.training();

  private final WorkloadState state;
  private final Workload workload;
  private final Objective.Training objective;
  private final SortedMap<String, Device> devices;
  private final GradientStatistics statistics;
  private final Optional<ReplicaState> job;
  private final LastJobReport last;

  private TrainingMeasures(
      WorkloadState state,
      Workload workload,
      Objective.Training objective,
      SortedMap<String, Device> devices) {
    this.state = state;
    this.devices = devices;
    this.workload = workload;
    this.objective = objective;
    this.job = newest(state);
    LastJobReport before = state.root().learned().lastReport();
    this.last = job.map(before::with).orElse(before);
    this.statistics =
        last.gradients().equals(GradientStatistics.UNKNOWN)
            ? state.root().learned().startGradients()
            : last.gradients();
  }

  /// Returns the measure of a job.
  ///
  /// @param devices declared device types
  /// @param isSilent whether no worker is live
  /// @param samplesPerSecond raw throughput over the stable window, 0 or more
  public static Measure.Training of(
      WorkloadState state,
      Workload workload,
      Objective.Training objective,
      SortedMap<String, Device> devices,
      boolean isSilent,
      double samplesPerSecond) {
    return new TrainingMeasures(state, workload, objective, devices)
        .measure(isSilent, samplesPerSecond);
  }

  /// Returns the replica with the job's own signals on its page (usually the first worker's), the
  /// newest one when several ever had them.
  public static Optional<ReplicaState> newest(WorkloadState state) {
    ReplicaState newest = null;
    for (ReplicaState replica : state.replicas()) {
      long seen = replica.seenAt(Signal.SAMPLES);
      if (seen > 0 && (newest == null || seen > newest.seenAt(Signal.SAMPLES))) {
        newest = replica;
      }
    }
    return Optional.ofNullable(newest);
  }

  /// Returns the state with what its page tells of a training job.
  public static WorkloadState reported(WorkloadState state) {
    Optional<ReplicaState> job = newest(state);
    if (job.isEmpty()) {
      return state;
    }
    RootDraft draft = new RootDraft(state.root());
    draft.lastReport = draft.lastReport.with(job.get());
    return state.with(draft.build());
  }

  private Measure.Training measure(boolean isSilent, double samplesPerSecond) {
    double batch = value(Signal.BATCH_SIZE);
    double efficiency = batch > 0 ? efficiency(batch) : 1;
    double progress = last.progress();
    boolean isComplete = value(Signal.COMPLETE) >= 1;
    return new Measure.Training(
        isSilent ? 0 : samplesPerSecond,
        progress,
        isSilent ? 0 : Math.max(0, (int) value(Signal.WORKERS)),
        efficiency,
        isComplete,
        isComplete ? List.of() : goodputs(),
        new TrainingProfile(
            mostWorkers(),
            isSilent ? 0 : lostSeconds(progress, samplesPerSecond * efficiency),
            last.checkpointSeconds(),
            last.restoreSeconds(),
            // Workers may be gone before they told that the work is done: then the target does.
            isComplete || state.root().learned().ended()
                ? ProfileSharing.left(state.root().learned(), workload)
                : Optional.empty()));
  }

  private List<WidthGoodput> goodputs() {
    return new WidthGoodputs(state.root().learned(), workload, objective, statistics, devices)
        .all();
  }

  private double value(Signal signal) {
    return job.map(replica -> replica.value(signal)).orElse(0.0);
  }

  private double efficiency(double batch) {
    return statistics.efficiency(batch / objective.initialBatch());
  }

  /// Returns the seconds of training since the last checkpoint; 0 for a job that never told one.
  private double lostSeconds(double progress, double goodput) {
    boolean told = job.map(replica -> replica.seenAt(Signal.CHECKPOINT_PROGRESS) > 0).orElse(false);
    double lost = progress - last.checkpointProgress();
    return told && lost > 0 && goodput > 0 ? lost / goodput : 0;
  }

  /// Returns the most workers worth trying next; 0 where a declared profile makes trying needless,
  /// or where steps are not told apart from their synchronisation. A job that never ran starts with
  /// the fewest; where widths are far apart, the next one is tried.
  private int mostWorkers() {
    boolean isDeclared =
        workload.placements().stream().anyMatch(placement -> placement.step().isPresent());
    int ran =
        state.root().learned().throughputs().values().stream()
            .mapToInt(ThroughputModel::mostReplicas)
            .max()
            .orElse(0);
    if (objective.elastic().isEmpty() || isDeclared || (ran == 0 && hasStepped())) {
      return 0;
    }
    int next =
        workload.placements().stream()
            .flatMap(placement -> placement.widths().stream())
            .filter(width -> width > ran && width >= workload.bounds().minReplicas())
            .min(Comparator.naturalOrder())
            .orElse(ran);
    return Math.max(next, TUNING.mostWidening() * ran);
  }

  private boolean hasStepped() {
    return value(Signal.STEP_TIME) > 0
        || state.root().learned().steps().values().stream()
            .anyMatch(model -> model.confidence() > 0);
  }
}
