package io.rheostat.simulator.bound;

import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import io.rheostat.simulator.contest.Trial;
import io.rheostat.simulator.trace.Request;
import java.util.List;

/// What a trial is about.
///
/// @param workload the service as declared
/// @param slo when a request is good
/// @param requests all that arrive, in order
/// @param floor replicas that every policy holds throughout: the declared minimum, or what it
///     begins with when that is less
record Subject(Workload workload, Slo slo, List<Request> requests, int floor) {
  static Subject of(Trial trial) {
    var scenario = trial.scenario();
    String name = trial.workload();
    Workload workload = scenario.fleet().workloads().get(name);
    if (workload != null && workload.objective() instanceof Objective.Inference objective) {
      var initial = scenario.initial().get(name);
      int floor =
          StrictMath.min(workload.bounds().minReplicas(), initial == null ? 0 : initial.total());
      return new Subject(
          workload, objective.slo(), scenario.traces().getOrDefault(name, List.of()), floor);
    }
    throw new IllegalArgumentException(
        name + " is no inference service of the trial's scenario. Name one.");
  }
}
