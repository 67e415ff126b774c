package io.rheostat.actuator.driver.kubernetes;

import java.util.Map;

/// How busy replicas are, so that lowering takes the idle ones.
@FunctionalInterface
public interface ReplicaLoad {
  /// Nobody knows: the youngest go first.
  ReplicaLoad UNKNOWN = _ -> Map.of();

  /// Requests that each replica runs or has queued now, by its name, which for a pod is the pod's;
  /// without those that nobody knows of. Asked once for each lowering; it may take a second, and
  /// never fails.
  Map<String, Double> requests(String workload);
}
