package io.rheostat.contest.history;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.EngineProfile;
import java.util.SortedMap;

/// Record of one inference service over a section.
///
/// @param workload its last declaration
/// @param traffic its requests
/// @param replicas its replicas
/// @param firstToken observed times to first token
/// @param perToken observed mean times per output token
/// @param engines learned speed by placement; of one that never ran, the speed assumed for it
/// @param measured number of observations that each of those speeds was learned from
public record ServiceHistory(
    Workload workload,
    TrafficHistory traffic,
    ReplicaHistory replicas,
    LatencyHistogram firstToken,
    LatencyHistogram perToken,
    SortedMap<String, EngineProfile> engines,
    SortedMap<String, Long> measured) {
  public ServiceHistory {
    engines = Require.sortedCopy(engines);
    measured = Require.sortedCopy(measured);
  }

  /// Returns the memory that grows with the length of the section.
  long bytes() {
    return traffic.bytes() + replicas.bytes();
  }

  /// Returns its objective.
  ///
  /// @throws IllegalStateException when the workload is no inference service
  public Objective.Inference objective() {
    if (workload.objective() instanceof Objective.Inference service) {
      return service;
    }
    throw new IllegalStateException(workload.name() + " is no inference service.");
  }
}
