package io.rheostat.actuator.driver.kubernetes;

import java.util.Map;

/// Load of replicas, so a scale down takes the idle ones.
@FunctionalInterface
public interface ReplicaLoad {
  /// Unknown load: the youngest go first.
  ReplicaLoad UNKNOWN = _ -> Map.of();

  /// Returns the running and queued requests of each replica now, by its name; of a pod, the pod's
  /// name. Replicas of unknown load are absent. Asked once for each scale down; it may take a
  /// second, and never fails.
  Map<String, Double> requests(String workload);
}
