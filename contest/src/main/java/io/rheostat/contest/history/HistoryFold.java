package io.rheostat.contest.history;

import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.EffectLedger;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.WorkloadEvent;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Collects a history from one partition of the workload-log: the estimate stage's fold merges the
/// readings, resets and repetitions included, and its windows are read before they pass.
public final class HistoryFold {
  /// Time after a slot at which its requests are counted: a sample may show growth since one before
  /// it, and the fold keeps two minutes.
  private static final long REQUESTS_AFTER_MILLIS = 80_000;

  /// Time after a slot at which its latencies are counted: the fold keeps one minute.
  private static final long LATENCIES_AFTER_MILLIS = 30_000;

  private final PartitionFold<WorkloadState, WorkloadEvent, EstimateEffect> fold;
  private final SortedMap<String, ServiceRecorder> services = new TreeMap<>();
  private final SortedMap<String, JobRecorder> jobs = new TreeMap<>();
  private final SortedMap<String, ReplicaRecorder> replicas = new TreeMap<>();
  private SortedMap<String, WorkloadState> known = new TreeMap<>();
  private boolean begun;
  private long first;
  private long nextRequests;
  private long nextLatencies;

  /// @param fold of the partition, with what is known before the section
  public HistoryFold(PartitionFold<WorkloadState, WorkloadEvent, EstimateEffect> fold) {
    this.fold = fold;
  }

  /// Takes the next record of the log.
  ///
  /// @param receivedAt its timestamp
  /// @param inSection whether it belongs to the section; earlier ones are only learned from
  public void accept(WorkloadEvent event, Instant receivedAt, boolean inSection) {
    EffectLedger<WorkloadState, EstimateEffect> ledger = EffectLedger.passing(_ -> {});
    fold.accept(event, receivedAt, ledger);
    switch (event) {
      case WorkloadEvent.Observation(var observed) ->
          replicas
              .computeIfAbsent(observed.workload(), _ -> new ReplicaRecorder())
              .observed(observed);
      case WorkloadEvent.Declared(Declaration declaration) -> {
        if (declaration.change() instanceof Declaration.Change.OfWorkload(Workload job, var _)
            && job.objective() instanceof Objective.Training) {
          jobs.computeIfAbsent(job.name(), _ -> new JobRecorder(fold.now()));
        }
      }
      case WorkloadEvent.Tick() -> {
        if (inSection) {
          count();
        }
      }
      default -> {}
    }
    for (EstimateEffect effect : ledger.effects()) {
      if (begun && effect instanceof EstimateEffect.Estimated(var estimate)) {
        estimate
            .training()
            .ifPresent(
                job ->
                    jobs.computeIfAbsent(estimate.workload(), _ -> new JobRecorder(Instant.EPOCH))
                        .reported(job, estimate.at()));
      }
    }
  }

  private void count() {
    long now = fold.now().toEpochMilli();
    if (!begun) {
      begun = true;
      first = Math.ceilDiv(now, TrafficCounts.SLOT_MILLIS) * TrafficCounts.SLOT_MILLIS;
      nextRequests = first;
      nextLatencies = first;
      known = new TreeMap<>(fold.aggregates());
    }
    countLatencies(now - LATENCIES_AFTER_MILLIS);
    countRequests(now - REQUESTS_AFTER_MILLIS);
  }

  private void countLatencies(long until) {
    for (;
        nextLatencies + TrafficCounts.SLOT_MILLIS <= until;
        nextLatencies += TrafficCounts.SLOT_MILLIS) {
      for (Map.Entry<String, WorkloadState> one : fold.aggregates().entrySet()) {
        if (isService(one.getValue())) {
          recorder(one.getKey()).latencies(one.getValue().root(), nextLatencies);
        }
      }
    }
  }

  private void countRequests(long until) {
    for (;
        nextRequests + TrafficCounts.SLOT_MILLIS <= until;
        nextRequests += TrafficCounts.SLOT_MILLIS) {
      for (Map.Entry<String, WorkloadState> one : fold.aggregates().entrySet()) {
        if (isService(one.getValue())) {
          recorder(one.getKey()).requests(one.getValue().root(), nextRequests);
        }
      }
    }
  }

  private ServiceRecorder recorder(String workload) {
    return services.computeIfAbsent(workload, _ -> new ServiceRecorder());
  }

  private static boolean isService(WorkloadState state) {
    return state
        .root()
        .declared()
        .filter(one -> one.objective() instanceof Objective.Inference)
        .isPresent();
  }

  /// Counts what the last records of the section show.
  public void end() {
    if (begun) {
      countLatencies(fold.now().toEpochMilli());
      countRequests(fold.now().toEpochMilli());
    }
  }

  /// Returns whether any slot of the section has begun.
  boolean hasBegun() {
    return begun;
  }

  /// Returns the start of the first slot.
  Instant from() {
    return Instant.ofEpochMilli(first);
  }

  /// Returns the end of the last slot.
  Instant to() {
    return Instant.ofEpochMilli(nextRequests);
  }

  Catalogue catalogue() {
    return fold.catalogue();
  }

  /// Returns the states of the workloads at the start of the section.
  SortedMap<String, WorkloadState> known() {
    return known;
  }

  /// Returns the services still declared whose speed is known, for a part of the section.
  SortedMap<String, ServiceHistory> services(Instant start, Instant stop) {
    SortedMap<String, ServiceHistory> all = new TreeMap<>();
    fold.aggregates()
        .forEach(
            (name, state) -> {
              ServiceRecorder recorder = services.get(name);
              if (recorder != null && isService(state)) {
                ServiceHistory service = recorder.history(state, replicas(name, start, stop));
                if (!service.engines().isEmpty()) {
                  all.put(name, service);
                }
              }
            });
    return all;
  }

  /// Returns the training jobs with work left at the start of a part of the section.
  SortedMap<String, JobHistory> jobs(Instant start, Instant stop) {
    SortedMap<String, JobHistory> all = new TreeMap<>();
    fold.aggregates()
        .forEach(
            (name, state) -> {
              JobRecorder recorder = jobs.get(name);
              if (recorder != null) {
                recorder
                    .history(state.root(), replicas(name, start, stop))
                    .ifPresent(job -> all.put(name, job));
              }
            });
    return all;
  }

  private ReplicaHistory replicas(String workload, Instant start, Instant stop) {
    return replicas.getOrDefault(workload, new ReplicaRecorder()).history(start, stop);
  }
}
