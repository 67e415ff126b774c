package io.rheostat.contest.history;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.simulator.training.TrainingTruth;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/// Record of one training job over a section.
///
/// @param workload its last declaration
/// @param replicas its workers
/// @param progressBefore work done at the start of the section, samples at full efficiency
/// @param completedAt its end, when it is within the section
/// @param steps learned step times by placement
/// @param truth learned behaviour: noise of its gradients, restarts, and when it was submitted
public record JobHistory(
    Workload workload,
    ReplicaHistory replicas,
    double progressBefore,
    Optional<Instant> completedAt,
    SortedMap<String, StepProfile> steps,
    TrainingTruth truth) {
  public JobHistory {
    steps = Require.sortedCopy(steps);
  }

  /// Returns its objective.
  ///
  /// @throws IllegalStateException when the workload is no training job
  public Objective.Training objective() {
    if (workload.objective() instanceof Objective.Training job) {
      return job;
    }
    throw new IllegalStateException(workload.name() + " is no training job.");
  }

  /// Returns the share of its whole work that was done at the start of the section, 0..1.
  public double shareBefore() {
    return progressBefore / objective().samples();
  }
}
