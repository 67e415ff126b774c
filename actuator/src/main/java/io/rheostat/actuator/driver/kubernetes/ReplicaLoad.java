package io.rheostat.actuator.driver.kubernetes;

import java.util.OptionalDouble;

/// How busy a replica is, so that lowering takes an idle one.
@FunctionalInterface
public interface ReplicaLoad {
  /// Nobody knows: the youngest go first.
  ReplicaLoad UNKNOWN = (_, _) -> OptionalDouble.empty();

  /// Requests that a pod runs now; empty when nobody knows.
  OptionalDouble runningRequests(String workload, String pod);
}
