package io.rheostat.contest.history;

import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.EngineProfile;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

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
    engines = Collections.unmodifiableSortedMap(new TreeMap<>(engines));
    measured = Collections.unmodifiableSortedMap(new TreeMap<>(measured));
  }
}
