package io.rheostat.actuator.driver.kubernetes;

import java.time.Duration;

/// How the driver talks to API servers.
///
/// @param timeout of one call, body and all; above 0
/// @param load how busy replicas are
public record KubernetesSettings(Duration timeout, ReplicaLoad load) {
  /// Five seconds for a call.
  public static KubernetesSettings with(ReplicaLoad load) {
    return new KubernetesSettings(Duration.ofSeconds(5), load);
  }

  public KubernetesSettings {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout is " + timeout + ". It must be above 0.");
    }
  }
}
