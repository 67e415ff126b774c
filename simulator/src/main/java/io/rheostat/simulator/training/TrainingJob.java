package io.rheostat.simulator.training;

import io.rheostat.model.fleet.Objective;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.chance.NoiseTable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// One elastic data-parallel training job, step by step.
///
/// A step of k workers trains k times the local batch and takes the slowest worker's
/// [StepProfile#stepSeconds], times a noise of 2 %. It takes effect at its end. Progress counts
/// samples weighted by statistical efficiency. A change of workers drops the step under way, goes
/// back to the last checkpoint and trains again after the restart delay; a job without completed
/// steps starts at once. Times are nanoseconds since the start of the world.
public final class TrainingJob implements TrainingRun {
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
  private OptionalLong completedAt = OptionalLong.empty();

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

  @Override
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

  @Override
  public SortedMap<String, String> workers() {
    return new TreeMap<>(workers);
  }

  @Override
  public long nextEvent() {
    return stepEnd;
  }

  @Override
  public void advance(long until) {
    while (stepEnd <= until) {
      commit();
      if (progress >= objective.samples()) {
        completedAt = OptionalLong.of(stepEnd);
        stepEnd = Long.MAX_VALUE;
      } else {
        plan(stepEnd);
      }
    }
  }

  @Override
  public OptionalLong completedAt() {
    return completedAt;
  }

  @Override
  public double progress() {
    return StrictMath.min(progress, objective.samples());
  }

  @Override
  public int restarts() {
    return restarts;
  }

  @Override
  public double busyShare(long at) {
    return stepEnd != Long.MAX_VALUE && at >= resumesAt ? 1 : 0;
  }

  @Override
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
