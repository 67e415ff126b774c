package io.rheostat.simulator.world;

import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.cluster.Cluster;
import io.rheostat.simulator.cluster.ReplicaLife;
import io.rheostat.simulator.engine.InferenceReplica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// Engines and jobs of a world's workloads, kept in step with the replicas of its cluster.
final class RunningWorkloads {
  /// Extra time of a completed job's workers, for the reading of its last page.
  private static final Duration FAREWELL = Duration.ofSeconds(30);

  private final Scenario scenario;
  private final Cluster cluster;
  private final SortedMap<String, RunningWorkload> running = new TreeMap<>();

  RunningWorkloads(Scenario scenario, Cluster cluster, long seed) {
    this.scenario = scenario;
    this.cluster = cluster;
    for (Workload workload : scenario.fleet().workloads().values()) {
      running.put(workload.name(), RunningWorkload.of(workload, scenario, seed));
    }
  }

  /// Returns a workload's running state.
  ///
  /// @throws IllegalArgumentException when it is not declared
  RunningWorkload of(String workload) {
    return Objects.requireNonNull(running.get(scenario.workload(workload).name()));
  }

  /// Returns the time of the next externally visible event; `Long.MAX_VALUE` for never.
  long nextEvent() {
    long next = Long.MAX_VALUE;
    for (RunningWorkload one : running.values()) {
      next = StrictMath.min(next, one.nextEvent());
    }
    return next;
  }

  /// Returns the load of a replica, by which its cluster chooses the ones to end.
  double load(ReplicaLife unit) {
    return switch (of(unit.workload())) {
      case RunningWorkload.Service service -> service.load(unit);
      case RunningWorkload.Job _, RunningWorkload.Idle _ -> 0;
    };
  }

  /// Runs the engines of all services up to a time without an event before it.
  void advanceServices(long now) {
    for (RunningWorkload one : running.values()) {
      if (one instanceof RunningWorkload.Service(var service, _)) {
        service.advance(now);
      }
    }
  }

  /// Takes a replica that became ready into its workload.
  void ready(ReplicaLife unit, long now) {
    if (of(unit.workload()) instanceof RunningWorkload.Service(var service, var engines)) {
      EngineProfile profile =
          Objects.requireNonNull(
              Objects.requireNonNull(scenario.engines().get(unit.workload()))
                  .get(unit.placement().name()));
      engines.put(unit.name(), service.open(unit.name(), profile, now));
    }
    settle(unit.workload(), now);
  }

  /// Carries out the events due, by workload name.
  void step(long now) {
    running.forEach(
        (workload, own) -> {
          if (own.nextEvent() <= now) {
            switch (own) {
              case RunningWorkload.Service(var service, _) -> service.advance(now);
              case RunningWorkload.Job job -> train(job, now);
              case RunningWorkload.Idle() -> {}
            }
            settle(workload, now);
          }
        });
  }

  private static void train(RunningWorkload.Job own, long now) {
    own.job().advance(now);
    if (own.job().complete()) {
      own.farewell().set(now, now + FAREWELL.toNanos());
    }
  }

  /// Applies changes in the cluster to the engines and jobs, and back.
  void settle(String workload, long now) {
    switch (of(workload)) {
      case RunningWorkload.Service service -> drain(workload, service, now);
      case RunningWorkload.Job job -> regroup(workload, job, now);
      case RunningWorkload.Idle() -> {
        for (ReplicaLife unit : cluster.units(workload)) {
          if (unit.state() == ReplicaLife.State.DRAINING) {
            cluster.end(unit, now);
          }
        }
      }
    }
  }

  private void drain(String workload, RunningWorkload.Service own, long now) {
    List<ReplicaLife> draining = new ArrayList<>(cluster.units(workload));
    draining.removeIf(unit -> unit.state() != ReplicaLife.State.DRAINING);
    for (ReplicaLife unit : draining) {
      InferenceReplica engine = Objects.requireNonNull(own.engines().get(unit.name()));
      if (!engine.draining()) {
        own.service().drain(engine, now);
      }
    }
    own.service().takeDrained();
    for (ReplicaLife unit : draining) {
      if (Objects.requireNonNull(own.engines().get(unit.name())).drained()) {
        own.engines().remove(unit.name());
        cluster.end(unit, now);
      }
    }
  }

  private void regroup(String workload, RunningWorkload.Job own, long now) {
    for (ReplicaLife unit : cluster.units(workload)) {
      if (unit.state() == ReplicaLife.State.DRAINING || own.farewell().over()) {
        cluster.end(unit, now);
      }
    }
    SortedMap<String, String> workers = own.job().workers();
    Workers.choose(scenario.workload(workload), cluster.units(workload), workers)
        .ifPresent(chosen -> own.job().assign(chosen, now));
  }
}
