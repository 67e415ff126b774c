package io.rheostat.contest.history;

import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.simulator.training.TrainingTruth;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Record of one training job over a section.
///
/// @param workload its last declaration
/// @param replicas its workers
/// @param progressBefore work done at the start of the section, samples at full efficiency
/// @param progressAfter the same at its end
/// @param completedAt its end, when it is within the section
/// @param steps learned step times by placement
/// @param truth learned behaviour: noise of its gradients, restarts, and when it was submitted
public record JobHistory(
    Workload workload,
    ReplicaHistory replicas,
    double progressBefore,
    double progressAfter,
    Optional<Instant> completedAt,
    SortedMap<String, StepProfile> steps,
    TrainingTruth truth) {
  public JobHistory {
    steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
  }
}
