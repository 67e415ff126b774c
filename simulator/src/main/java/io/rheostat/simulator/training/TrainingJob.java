package io.rheostat.simulator.training;

import io.rheostat.model.fleet.Objective;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.chance.NoiseTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One elastic data-parallel training job, step by step.
///
/// A step of k workers trains k times the local batch and takes the slowest worker's
/// [StepProfile#stepSeconds], times a noise of 2 %. It takes effect at its end. Progress counts
/// samples weighted by statistical efficiency. A change of workers drops the step under way, goes
/// back to the last checkpoint and trains again after the restart delay; a job without completed
/// steps starts at once. Times are nanoseconds since the start of the world.
public final class TrainingJob {
  /// Standard deviation of the logarithm of a step's noise.
  static final double STEP_SIGMA = 0.02;

  private final Objective.Training objective;
  private final TrainingTruth truth;
  private final SortedMap<String, StepProfile> steps;
  private final NoiseTable noise;
  private final int noiseStart;

  private SortedMap<String, String> workers = new TreeMap<>();
  private long resumesAt;
  private long stepEnd = Long.MAX_VALUE;
  private long stepNanos;
  private long stepCount;
  private double samples;
  private double progress;
  private double savedProgress;
  private long sinceSaved;
  private double lastStepSeconds;
  private double syncShare;
  private double lastSyncSeconds;
  private double lastBatch;
  private int lastWorkers;
  private int restarts;

  /// Creates a job without workers.
  ///
  /// @param steps true step profile by placement
  /// @param seed of its noise
  public TrainingJob(
      Objective.Training objective,
      TrainingTruth truth,
      SortedMap<String, StepProfile> steps,
      long seed) {
    this.objective = objective;
    this.truth = truth;
    this.steps = steps;
    this.noise = new NoiseTable(Chance.seed(seed, "steps"), STEP_SIGMA);
    this.noiseStart = new Chance(Chance.seed(seed, "start")).below(NoiseTable.SIZE);
  }

  /// Sets the workers from `at` on; the same set again changes nothing.
  ///
  /// @param wanted placement by worker name
  public void assign(SortedMap<String, String> wanted, long at) {
    if (wanted.equals(workers) || complete()) {
      return;
    }
    workers = new TreeMap<>(wanted);
    if (samples > 0) {
      progress = savedProgress;
      sinceSaved = 0;
      restarts++;
    }
    boolean fresh = samples == 0;
    resumesAt = at + (fresh ? 0 : truth.restartDelay().toNanos());
    plan(resumesAt);
  }

  /// Returns the workers taking part, placement by name.
  public SortedMap<String, String> workers() {
    return new TreeMap<>(workers);
  }

  /// Returns the end of the step under way; `Long.MAX_VALUE` when nothing is trained.
  public long nextEvent() {
    return stepEnd;
  }

  /// Completes all steps ending by `until`.
  public void advance(long until) {
    while (stepEnd <= until) {
      commit();
      if (complete()) {
        stepEnd = Long.MAX_VALUE;
      } else {
        plan(stepEnd);
      }
    }
  }

  /// Tells whether the declared work is done.
  public boolean complete() {
    return progress >= objective.samples();
  }

  /// Returns the samples at full statistical efficiency so far.
  public double progress() {
    return StrictMath.min(progress, objective.samples());
  }

  /// Returns the number of restarts so far.
  public int restarts() {
    return restarts;
  }

  /// Returns 1 while steps run, 0 while it restarts, has no workers or is complete.
  public double busyShare(long at) {
    return stepEnd != Long.MAX_VALUE && at >= resumesAt ? 1 : 0;
  }

  /// Returns the job's signals in canonical order, as reported by its first worker. Before the
  /// first step has ended, its times and batch size read 0.
  public List<Sample> samples() {
    double share = progress() / objective.samples();
    List<Sample> values = new ArrayList<>(10);
    values.add(new Sample.Scalar(Signal.STEP_TIME, lastStepSeconds));
    values.add(new Sample.Scalar(Signal.SAMPLES, samples));
    values.add(new Sample.Scalar(Signal.GRADIENT_SQUARE, truth.gradientSquare()));
    values.add(
        new Sample.Scalar(Signal.GRADIENT_VARIANCE, truth.noise(share) * truth.gradientSquare()));
    values.add(new Sample.Scalar(Signal.BATCH_SIZE, lastBatch));
    values.add(new Sample.Scalar(Signal.WORKERS, lastWorkers));
    values.add(new Sample.Scalar(Signal.PROGRESS, progress()));
    values.add(new Sample.Scalar(Signal.COMPLETE, complete() ? 1 : 0));
    values.add(new Sample.Scalar(Signal.SYNC_TIME, lastSyncSeconds));
    values.add(new Sample.Scalar(Signal.CHECKPOINT_PROGRESS, savedProgress));
    return values;
  }

  private void plan(long from) {
    if (workers.isEmpty()) {
      stepEnd = Long.MAX_VALUE;
      return;
    }
    double slowest = 0;
    for (String placement : workers.values()) {
      StepProfile profile = steps.get(placement);
      if (profile == null) {
        throw new IllegalStateException("placement " + placement + " has no true step profile.");
      }
      double seconds = profile.stepSeconds(workers.size(), objective.samplesPerWorker());
      if (seconds > slowest) {
        slowest = seconds;
        double pass = profile.perSampleSeconds() * objective.samplesPerWorker();
        syncShare = (seconds - pass) / seconds;
      }
    }
    double factor = noise.at(noiseStart + (int) (stepCount & NoiseTable.MASK));
    stepNanos = StrictMath.max(1, StrictMath.round(slowest * factor * 1e9));
    stepEnd = from + stepNanos;
  }

  private void commit() {
    double batch = workers.size() * objective.samplesPerWorker();
    double share = StrictMath.min(1, progress / objective.samples());
    progress += batch * truth.efficiency(share, batch / objective.initialBatch());
    samples += batch;
    stepCount++;
    lastStepSeconds = stepNanos / 1e9;
    lastSyncSeconds = lastStepSeconds * syncShare;
    lastBatch = batch;
    lastWorkers = workers.size();
    sinceSaved += stepNanos;
    if (sinceSaved >= truth.checkpointEvery().toNanos()) {
      savedProgress = progress;
      sinceSaved = 0;
    }
  }
}
