package io.rheostat.simulator.jobs;

import io.rheostat.core.training.BatchChoice;
import io.rheostat.core.training.GradientStatistics;
import io.rheostat.core.training.ThroughputObservation;
import io.rheostat.simulator.jobs.table.Application;
import io.rheostat.simulator.jobs.table.StepTimes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// One training job in a cluster: its true progress, and its agent with what it learned.
///
/// A change of its nodes costs a restart delay in which devices are held without progress; no work
/// is lost. Epochs end at a whole second. Between epochs and intervals the agent sets the batch
/// with the highest goodput it knows of.
public final class ClusterJob {
  private final Submission submission;
  private final ClusterShape cluster;
  private final JobRules rules;
  private final JobAgent agent;
  private final Map<String, Double> byType = new HashMap<>();

  private int[] row;
  private String type = "";
  private int[] placement = {};
  private double localBatch;
  private int accumulation;
  private double now;
  private double delayLeft;
  private double progress;
  private int epoch;
  private double deviceSeconds;
  private double executedSeconds;
  private int starts;
  private double completedAt = Double.NaN;

  ClusterJob(Submission submission, ClusterShape cluster, JobRules rules, ProfileBook book) {
    this.submission = submission;
    this.cluster = cluster;
    this.rules = rules;
    this.agent = new JobAgent(submission, cluster, rules, book);
    this.row = new int[cluster.nodes().size()];
  }

  /// Returns its submission.
  public Submission submission() {
    return submission;
  }

  /// Returns its kind.
  public Application application() {
    return submission.application();
  }

  /// Returns devices on each node of the cluster.
  public int[] row() {
    return row.clone();
  }

  /// Returns the replicas it has.
  public int replicas() {
    return Arrays.stream(placement).sum();
  }

  /// Returns the type of its devices; empty without any.
  public String type() {
    return type;
  }

  /// Returns the seconds since its submission.
  public double age() {
    return now - submission.atSeconds();
  }

  /// Returns device-seconds held so far, delays included.
  public double deviceSeconds() {
    return deviceSeconds;
  }

  /// Returns device-seconds held so far on devices of a type.
  public double deviceSeconds(String onType) {
    return byType.getOrDefault(onType, 0.0);
  }

  /// Returns seconds with devices so far, delays included.
  public double executedSeconds() {
    return executedSeconds;
  }

  /// Returns the number of restarts; the first start is none.
  public int restarts() {
    return Math.max(0, starts - 1);
  }

  /// Returns whether it is within the delay of a start.
  public boolean isStarting() {
    return delayLeft > 0;
  }

  /// Returns the delay of its restarts in seconds.
  public double delaySeconds() {
    return rules.delaySeconds(application().name());
  }

  /// Returns completed epochs.
  public int epoch() {
    return epoch;
  }

  /// Returns the time of its completion, not a number before.
  public double completedAt() {
    return completedAt;
  }

  /// Returns whether its work is done.
  public boolean isComplete() {
    return !Double.isNaN(completedAt);
  }

  /// Returns the work left as declared, in iterations of the initial batch.
  public double workLeft() {
    double declared = application().work() * rules.declaredFactor(submission.name());
    return Math.max(declared - progress, 0.01 * declared);
  }

  /// Returns the work done, in iterations of the initial batch.
  double progress() {
    return progress;
  }

  /// Returns the samples of a replica in one pass.
  double localBatch() {
    return localBatch;
  }

  /// Returns the passes of a step before that of its optimiser.
  int accumulation() {
    return accumulation;
  }

  /// Returns the true times of its steps now.
  ///
  /// @throws IllegalStateException without devices
  StepTimes times() {
    if (placement.length == 0) {
      throw new IllegalStateException(submission.name() + " has no devices.");
    }
    return application().times(type, placement, localBatch);
  }

  /// Returns the most replicas it may have: a multiple of the most that ever ran, unless everything
  /// is known.
  public int mostReplicas() {
    return agent.mostReplicas();
  }

  /// Returns whether anything is known of its speed.
  public boolean isProfiled() {
    return agent.isProfiled();
  }

  /// Returns its goodput in iterations of the initial batch per second, at the batch its agent
  /// would choose; empty when nothing is known.
  ///
  /// @param onType device type
  /// @param nodes nodes in use
  public OptionalDouble goodput(String onType, int nodes, int replicas) {
    return agent.goodput(onType, nodes, replicas);
  }

  /// Sets its devices from now on; the same nodes again change nothing.
  void allocate(int[] onNodes) {
    if (Arrays.equals(onNodes, row)) {
      return;
    }
    row = onNodes.clone();
    placement = Arrays.stream(row).filter(devices -> devices > 0).toArray();
    type = "";
    for (int n = 0; n < row.length; n++) {
      if (row[n] > 0) {
        String there = cluster.nodes().get(n).type();
        if (!type.isEmpty() && !type.equals(there)) {
          throw new IllegalStateException(submission.name() + " would run on two device types.");
        }
        type = there;
      }
    }
    delayLeft = 0;
    if (placement.length > 0) {
      setBatch();
      delayLeft = delaySeconds();
      starts++;
    }
  }

  private void setBatch() {
    BatchChoice chosen = agent.batch(type, placement.length, replicas());
    accumulation = chosen.accumulation();
    localBatch = chosen.localBatch();
  }

  /// Trains for some seconds.
  ///
  /// @param slowdown share of the goodput lost to interference
  void advance(double seconds, double slowdown) {
    double end = now + seconds;
    agent.learn();
    if (placement.length == 0 || isComplete()) {
      now = end;
      return;
    }
    double delay = Math.min(delayLeft, seconds);
    delayLeft -= delay;
    held(delay);
    while (end - now > 1e-9 && !isComplete()) {
      run(end - now, slowdown);
      if (!isComplete()) {
        setBatch();
      }
    }
    now = end;
  }

  private void held(double seconds) {
    now += seconds;
    deviceSeconds += seconds * replicas();
    byType.merge(type, seconds * replicas(), Double::sum);
    executedSeconds += seconds;
  }

  /// Trains to the end of the interval or of the epoch, whichever is earlier.
  private void run(double seconds, double slowdown) {
    int replicas = replicas();
    double batch = replicas * localBatch * (accumulation + 1);
    StepTimes times = times();
    GradientStatistics actual = application().epochs().statistics(batch, epoch);
    agent.observe(
        type,
        new ThroughputObservation(
            placement.length, replicas, localBatch, times.passSeconds(), times.stepSeconds()),
        actual);
    double gain = actual.gain(batch / application().range().initial());
    double goodput =
        gain / (times.stepSeconds() + accumulation * times.passSeconds()) * (1 - slowdown);
    double next = application().epochs().progressAfter(epoch + 1);
    if (progress + goodput * seconds < next) {
      progress += goodput * seconds;
      held(seconds);
      return;
    }
    double needed = Math.min(seconds, Math.rint((next - progress) / goodput));
    epoch++;
    progress = next;
    held(needed);
    agent.begin(epoch);
    if (epoch >= application().epochs().epochs()) {
      completedAt = now;
      agent.end();
    }
  }
}
