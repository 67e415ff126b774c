package io.rheostat.contest.bound;

import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import io.rheostat.simulator.trace.Request;
import java.util.List;

/// The inference service of a trial.
///
/// @param workload the service as declared
/// @param slo latency limits of a good request
/// @param requests all arrivals, in order
/// @param floor least replicas of every policy throughout: the smaller of the declared minimum and
///     the initial count
record TrialService(Workload workload, Slo slo, List<Request> requests, int floor) {
  static TrialService of(PolicyTrial trial) {
    var scenario = trial.scenario();
    String name = trial.workload();
    Workload workload = scenario.fleet().workloads().get(name);
    if (workload != null && workload.objective() instanceof Objective.Inference objective) {
      var initial = scenario.initial().get(name);
      int floor =
          StrictMath.min(workload.bounds().minReplicas(), initial == null ? 0 : initial.total());
      return new TrialService(workload, objective.slo(), scenario.requests(name), floor);
    }
    throw new IllegalArgumentException(
        name + " is no inference service of the trial's scenario. Name one.");
  }
}
