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
import io.rheostat.simulator.jobs.table.Application;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Agent of one job: its observations, its model of goodput by them, and its choice of a batch.
final class JobAgent {
  private static final Tuning.Training TUNING = Tuning.DEFAULT.training();

  private final Submission submission;
  private final ClusterShape cluster;
  private final JobRules rules;
  private final ProfileBook book;
  private final Map<String, ThroughputModel> models;
  private final Map<String, Map<Long, BatchChoice>> choices = new HashMap<>();
  private Optional<GradientStatistics> statistics;
  private Optional<GradientStatistics> first = Optional.empty();
  private int edition;
  private int epoch;

  JobAgent(Submission submission, ClusterShape cluster, JobRules rules, ProfileBook book) {
    this.submission = submission;
    this.cluster = cluster;
    this.rules = rules;
    this.book = book;
    boolean shared = rules.knowledge() == JobKnowledge.SHARED;
    this.models = new HashMap<>(shared ? book.models() : Map.of());
    this.statistics = shared ? book.atStart() : Optional.empty();
  }

  /// Learns what ended jobs have published since it last looked.
  void learn() {
    if (rules.knowledge() != JobKnowledge.ENDED || edition == book.edition()) {
      return;
    }
    edition = book.edition();
    book.models()
        .forEach(
            (type, known) ->
                models.merge(type, known, (own, more) -> own.adopt(more.observations())));
    statistics = statistics.isPresent() ? statistics : book.atStart();
    choices.clear();
  }

  /// Publishes what it learned, at the end of its job.
  void end() {
    if (rules.knowledge() == JobKnowledge.ENDED) {
      book.publish(models, first);
    }
  }

  private Application application() {
    return submission.application();
  }

  /// Begins another epoch.
  void begin(int another) {
    epoch = another;
    choices.clear();
  }

  /// Returns the most replicas it may have: a multiple of the most that ever ran, unless everything
  /// is known.
  int mostReplicas() {
    int range = application().mostWithinBatch();
    if (rules.knowledge() == JobKnowledge.TRUE) {
      return range;
    }
    int ran = models.values().stream().mapToInt(ThroughputModel::mostReplicas).max().orElse(0);
    return Math.min(range, Math.max(1, TUNING.mostWidening() * ran));
  }

  /// Returns whether anything is known of its speed.
  boolean isProfiled() {
    return rules.knowledge() == JobKnowledge.TRUE
        || (statistics.isPresent()
            && models.values().stream().anyMatch(model -> model.parameters().isPresent()));
  }

  /// Returns its goodput in iterations of the initial batch per second, at the batch its agent
  /// would choose; empty when nothing is known.
  ///
  /// @param onType device type
  /// @param nodes nodes in use
  OptionalDouble goodput(String onType, int nodes, int replicas) {
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
            nodes * 100_000L + replicas, _ -> application().choice(of, nodes, replicas));
  }

  private Optional<BatchGoodput> goodput(String onType) {
    if (rules.knowledge() == JobKnowledge.TRUE) {
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

  /// Returns the batch to run at, without its goodput where none is known: at its submission's
  /// batch, its fixed one, the smallest possible before anything is known, else the best known.
  ///
  /// @param nodes nodes in use
  BatchChoice batch(String onType, int nodes, int replicas) {
    Optional<BatchGoodput> of = goodput(onType);
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
      chosen = choice(onType, of.get(), nodes, replicas);
    }
    int passes = chosen.accumulation() + 1;
    double most = Math.floor(application().range().max() / (replicas * passes));
    return new BatchChoice(
        chosen.goodput(), Math.min(chosen.localBatch(), most), chosen.accumulation());
  }

  /// Observes a step and its gradients.
  void observe(String onType, ThroughputObservation step, GradientStatistics actual) {
    if (rules.knowledge() == JobKnowledge.TRUE) {
      return;
    }
    first = first.isPresent() ? first : Optional.of(actual);
    ThroughputModel before = models.getOrDefault(onType, ThroughputModel.EMPTY);
    ThroughputModel after = before.observe(step);
    boolean learned = !after.equals(before);
    if (learned || !Optional.of(actual).equals(statistics)) {
      models.put(onType, after);
      statistics = Optional.of(actual);
      choices.clear();
    }
    if (rules.knowledge() == JobKnowledge.SHARED && learned) {
      book.publish(Map.of(onType, after), epoch == 0 ? Optional.of(actual) : Optional.empty());
    }
  }
}
