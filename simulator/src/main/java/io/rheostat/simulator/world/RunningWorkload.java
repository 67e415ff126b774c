package io.rheostat.simulator.world;

import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.cluster.ReplicaLife;
import io.rheostat.simulator.engine.InferenceReplica;
import io.rheostat.simulator.engine.InferenceService;
import io.rheostat.simulator.jobs.TabledJob;
import io.rheostat.simulator.jobs.TabledTruth;
import io.rheostat.simulator.training.TrainingJob;
import io.rheostat.simulator.training.TrainingRun;
import io.rheostat.simulator.training.TrainingTruth;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// Running state of one workload.
sealed interface RunningWorkload {
  /// Returns the time of the next externally visible event; `Long.MAX_VALUE` for never.
  long nextEvent();

  /// A service with its engines by replica name.
  record Service(InferenceService service, SortedMap<String, InferenceReplica> engines)
      implements RunningWorkload {
    @Override
    public long nextEvent() {
      return service.nextEvent();
    }

    double load(ReplicaLife unit) {
      return Objects.requireNonNull(engines.get(unit.name())).load();
    }
  }

  /// A training job, and the departure of its workers after completion.
  record Job(TrainingRun job, Farewell farewell) implements RunningWorkload {
    @Override
    public long nextEvent() {
      return StrictMath.min(job.nextEvent(), farewell.next());
    }
  }

  /// A workload without engine or job, only replicas.
  record Idle() implements RunningWorkload {
    @Override
    public long nextEvent() {
      return Long.MAX_VALUE;
    }
  }

  /// Departure time of a completed job's workers.
  final class Farewell {
    private boolean known;
    private boolean over;
    private long at;

    /// Sets the moment if it is not known yet, and records whether it has come.
    void set(long now, long moment) {
      if (!known) {
        known = true;
        at = moment;
      }
      over = now >= at;
    }

    boolean over() {
      return over;
    }

    long next() {
      return known && !over ? at : Long.MAX_VALUE;
    }
  }

  /// Builds the running state of a workload.
  static RunningWorkload of(Workload workload, Scenario scenario, long seed) {
    String name = workload.name();
    long own = Chance.seed(seed, name);
    return switch (workload.objective()) {
      case Objective.Inference(var slo, _, _, _) ->
          new Service(new InferenceService(scenario.arrivals(name), slo, own), new TreeMap<>());
      case Objective.Training training ->
          new Job(training(name, training, scenario, own), new Farewell());
      case Objective.Profiled _ -> new Idle();
    };
  }

  private static TrainingRun training(
      String name, Objective.Training objective, Scenario scenario, long seed) {
    TabledTruth tabled = scenario.tabled().get(name);
    return tabled != null
        ? new TabledJob(tabled)
        : new TrainingJob(
            objective,
            scenario.training().getOrDefault(name, TrainingTruth.DEFAULT),
            scenario.steps().getOrDefault(name, new TreeMap<>()),
            seed);
  }
}
