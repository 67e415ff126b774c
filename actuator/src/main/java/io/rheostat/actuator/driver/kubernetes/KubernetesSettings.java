package io.rheostat.actuator.driver.kubernetes;

import io.rheostat.actuator.driver.Owner;
import java.time.Duration;

/// Settings of calls to API servers.
///
/// @param timeout of one call, body and all; above 0
/// @param load load of the replicas
/// @param owner the resizing Rheostat, as it stands in fences
public record KubernetesSettings(Duration timeout, ReplicaLoad load, Owner owner) {
  /// Returns settings with five seconds for a call.
  public static KubernetesSettings with(ReplicaLoad load, Owner owner) {
    return new KubernetesSettings(Duration.ofSeconds(5), load, owner);
  }

  public KubernetesSettings {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout is " + timeout + ". It must be above 0.");
    }
  }
}
