package io.rheostat.simulator.jobs;

import io.rheostat.core.Tuning;
import io.rheostat.core.training.BatchChoice;
import io.rheostat.core.training.BatchGoodput;
import io.rheostat.core.training.BatchSearch;
import io.rheostat.core.training.GradientStatistics;
import io.rheostat.core.training.JobGoodput;
import io.rheostat.core.training.ThroughputModel;
import io.rheostat.core.training.ThroughputObservation;
import io.rheostat.core.training.ThroughputParameters;
import io.rheostat.core.training.TransferredGoodput;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// One training job in a cluster: its true progress, and its agent with what it learned.
///
/// A change of its nodes costs a restart delay in which devices are held without progress; no work
/// is lost. Epochs end at a whole second. Between epochs and intervals the agent sets the batch
/// with the highest goodput it knows of.
public final class ClusterJob {
  private static final Tuning.Training TUNING = Tuning.DEFAULT.training();

  private final Submission submission;
  private final ClusterShape cluster;
  private final JobRules rules;
  private final ProfileBook book;
  private final Map<String, ThroughputModel> models;
  private final Map<String, Map<Long, BatchChoice>> choices = new HashMap<>();

  private final Map<String, Double> byType = new HashMap<>();

  private Optional<GradientStatistics> statistics;
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
    this.book = book;
    boolean shared = rules.knowledge() == Knowledge.SHARED;
    this.models = new HashMap<>(shared ? book.models() : Map.of());
    this.statistics = shared ? book.atStart() : Optional.empty();
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

  /// Returns the most replicas it may have: a multiple of the most that ever ran, unless everything
  /// is known.
  public int mostReplicas() {
    int range = Math.min(application().mostReplicas(), application().range().mostReplicas());
    if (rules.knowledge() == Knowledge.TRUE) {
      return range;
    }
    int ran = models.values().stream().mapToInt(ThroughputModel::mostReplicas).max().orElse(0);
    return Math.min(range, Math.max(1, TUNING.mostWidening() * ran));
  }

  /// Returns whether anything is known of its speed.
  public boolean isProfiled() {
    return rules.knowledge() == Knowledge.TRUE
        || (statistics.isPresent()
            && models.values().stream().anyMatch(model -> model.parameters().isPresent()));
  }

  /// Returns its goodput in iterations of the initial batch per second, at the batch its agent
  /// would choose; empty when nothing is known.
  ///
  /// @param onType device type
  /// @param nodes nodes in use
  public OptionalDouble goodput(String onType, int nodes, int replicas) {
    Optional<BatchGoodput> of = goodput(onType);
    return of.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            choice(onType, of.get(), nodes, replicas).goodput() / application().range().initial());
  }

  private BatchChoice choice(String onType, BatchGoodput of, int nodes, int replicas) {
    return choices
        .computeIfAbsent(onType, _ -> new HashMap<>())
        .computeIfAbsent(
            nodes * 100_000L + replicas,
            _ ->
                submission.application().batchFixed().isPresent()
                    ? application().atBatch(of, nodes, replicas, application().batchFixed().get())
                    : BatchSearch.best(of, application().range(), nodes, replicas));
  }

  private Optional<BatchGoodput> goodput(String onType) {
    if (rules.knowledge() == Knowledge.TRUE) {
      return Optional.of(application().truth(onType, cluster.nodeSize(onType), epoch));
    }
    if (statistics.isEmpty()) {
      return Optional.empty();
    }
    Optional<ThroughputParameters> known = parameters(onType);
    if (known.isPresent()) {
      return Optional.of(fitted(known.get()));
    }
    for (String other : cluster.types()) {
      Optional<ThroughputParameters> there = parameters(other);
      if (there.isPresent()) {
        return Optional.of(
            new TransferredGoodput(
                fitted(there.get()), cluster.nodeSize(other), speed(onType) / speed(other)));
      }
    }
    return Optional.empty();
  }

  private JobGoodput fitted(ThroughputParameters parameters) {
    return new JobGoodput(parameters, statistics.orElseThrow(), application().range().initial());
  }

  private Optional<ThroughputParameters> parameters(String onType) {
    ThroughputModel model = models.get(onType);
    return model == null ? Optional.empty() : model.parameters();
  }

  /// Returns the samples per second of one replica at its largest batch, as a profile of one device
  /// measures it.
  private double speed(String onType) {
    double batch = application().range().maxPerReplica();
    return batch / application().times(onType, new int[] {1}, batch).stepSeconds();
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
    int replicas = replicas();
    Optional<BatchGoodput> of = goodput(type);
    BatchChoice chosen;
    if (rules.isBatchStatic()) {
      chosen = BatchSearch.split(application().range(), replicas, submission.batch());
    } else if (application().batchFixed().isPresent() || of.isEmpty()) {
      double least =
          Math.max(
              application().range().initial(), application().range().minPerReplica() * replicas);
      chosen =
          BatchSearch.split(
              application().range(), replicas, application().batchFixed().orElse(least));
    } else {
      chosen = choice(type, of.get(), placement.length, replicas);
    }
    accumulation = chosen.accumulation();
    double most = Math.floor(application().range().max() / (replicas * (accumulation + 1)));
    localBatch = Math.min(chosen.localBatch(), most);
  }

  /// Trains for some seconds.
  ///
  /// @param slowdown share of the goodput lost to interference
  void advance(double seconds, double slowdown) {
    double end = now + seconds;
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
    StepTimes times = application().times(type, placement, localBatch);
    GradientStatistics actual = application().epochs().statistics(batch, epoch);
    observe(times, actual);
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
    choices.clear();
    if (epoch >= application().epochs().epochs()) {
      completedAt = now;
    }
  }

  private void observe(StepTimes times, GradientStatistics actual) {
    if (rules.knowledge() == Knowledge.TRUE) {
      return;
    }
    ThroughputModel before = models.getOrDefault(type, ThroughputModel.EMPTY);
    ThroughputModel after =
        before.observe(
            new ThroughputObservation(
                placement.length,
                replicas(),
                localBatch,
                times.passSeconds(),
                times.stepSeconds()));
    boolean learned = !after.equals(before);
    if (learned || !Optional.of(actual).equals(statistics)) {
      models.put(type, after);
      statistics = Optional.of(actual);
      choices.clear();
    }
    if (rules.knowledge() == Knowledge.SHARED && learned) {
      book.publish(Map.of(type, after), epoch == 0 ? Optional.of(actual) : Optional.empty());
    }
  }
}
