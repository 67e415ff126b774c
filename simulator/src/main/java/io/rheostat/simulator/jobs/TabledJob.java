package io.rheostat.simulator.jobs;

import io.rheostat.core.training.GradientStatistics;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import io.rheostat.simulator.jobs.table.Application;
import io.rheostat.simulator.jobs.table.StepTimes;
import io.rheostat.simulator.training.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// A training job with table-driven truth among the workloads of a world.
///
/// Its figures change each second from the moment of its last assignment. Workers fill as few nodes
/// as they fit on. A change of workers costs its restart delay and, saved at the cut, no work.
public final class TabledJob implements TrainingRun {
  private static final long SECOND = 1_000_000_000;

  private final TabledTruth truth;
  private final ClusterJob job;
  private SortedMap<String, String> workers = new TreeMap<>();
  private OptionalLong completedAt = OptionalLong.empty();
  private double samples;
  private long now;

  /// Creates a job without workers.
  public TabledJob(TabledTruth truth) {
    this.truth = truth;
    this.job =
        new ClusterJob(truth.submission(), truth.cluster(), truth.rules(), new ProfileBook());
  }

  @Override
  public void assign(SortedMap<String, String> wanted, long at) {
    if (wanted.equals(workers) || complete()) {
      return;
    }
    pass(at);
    workers = new TreeMap<>(wanted);
    int size = truth.cluster().nodes().getFirst().devices();
    int[] row = new int[truth.cluster().nodes().size()];
    job.allocate(row);
    int[] packed = Application.packed(workers.size(), size);
    System.arraycopy(packed, 0, row, 0, packed.length);
    job.allocate(row);
  }

  @Override
  public SortedMap<String, String> workers() {
    return new TreeMap<>(workers);
  }

  @Override
  public long nextEvent() {
    return workers.isEmpty() || complete() ? Long.MAX_VALUE : now + SECOND;
  }

  @Override
  public void advance(long until) {
    while (nextEvent() <= until) {
      pass(now + SECOND);
    }
  }

  private void pass(long until) {
    double before = job.progress();
    double batch = batch();
    double gain = batch > 0 ? statistics().gain(batch / truth.initialBatch()) : 1;
    job.advance((until - now) / 1e9, 0);
    samples += (job.progress() - before) * batch / gain;
    now = until;
    if (job.isComplete() && completedAt.isEmpty()) {
      completedAt = OptionalLong.of(Math.min(now, Math.round(job.completedAt() * 1e9)));
    }
  }

  private double batch() {
    return job.replicas() * job.localBatch() * (job.accumulation() + 1);
  }

  private GradientStatistics statistics() {
    int last = job.application().epochs().epochs() - 1;
    return job.application().epochs().statistics(batch(), Math.min(job.epoch(), last));
  }

  @Override
  public OptionalLong completedAt() {
    return completedAt;
  }

  @Override
  public double progress() {
    return Math.min(truth.samples(), job.progress() * truth.initialBatch());
  }

  @Override
  public int restarts() {
    return job.restarts();
  }

  @Override
  public double busyShare(long at) {
    return workers.isEmpty() || complete() || job.isStarting() ? 0 : 1;
  }

  @Override
  public List<Sample> samples() {
    boolean isTrained = samples > 0 && job.replicas() > 0 && !job.isStarting();
    StepTimes times = isTrained ? job.times() : new StepTimes(0, 0);
    GradientStatistics gradients = isTrained ? statistics() : GradientStatistics.UNKNOWN;
    double step = times.stepSeconds() + job.accumulation() * times.passSeconds();
    List<Sample> values = new ArrayList<>();
    add(values, Signal.STEP_TIME, step);
    add(values, Signal.SAMPLES, samples);
    add(values, Signal.GRADIENT_SQUARE, gradients.square());
    add(values, Signal.GRADIENT_VARIANCE, gradients.variance());
    add(values, Signal.BATCH_SIZE, isTrained ? batch() : 0);
    add(values, Signal.WORKERS, isTrained ? job.replicas() : 0);
    add(values, Signal.PROGRESS, progress());
    add(values, Signal.COMPLETE, complete() ? 1 : 0);
    if (isTrained) {
      add(values, Signal.PASS_TIME, times.passSeconds());
      add(values, Signal.SYNC_TIME, Math.max(0, times.stepSeconds() - times.passSeconds()));
      add(values, Signal.TRAINING_NODES, nodes());
      add(values, Signal.LOCAL_BATCH, job.localBatch());
      add(values, Signal.ACCUMULATION, job.accumulation());
    }
    add(values, Signal.EPOCH, job.epoch());
    add(values, Signal.CHECKPOINT_PROGRESS, progress());
    add(values, Signal.RESTORE_TIME, job.delaySeconds());
    return values;
  }

  private int nodes() {
    int size = truth.cluster().nodes().getFirst().devices();
    return Math.ceilDiv(job.replicas(), size);
  }

  private static void add(List<Sample> values, Signal signal, double value) {
    values.add(new Sample.Scalar(signal, value));
  }
}
