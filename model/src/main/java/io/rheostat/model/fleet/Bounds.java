package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.util.OptionalDouble;

/// Limits of one workload.
///
/// @param minReplicas never fewer, over all placements (training: workers)
/// @param maxReplicas never more
/// @param maxUsdPerHour never dearer, when declared
public record Bounds(int minReplicas, int maxReplicas, OptionalDouble maxUsdPerHour) {
  public Bounds {
    Require.atLeast("minReplicas", 0, minReplicas);
    Require.atLeast("maxReplicas", 1, maxReplicas);
    if (minReplicas > maxReplicas) {
      throw new IllegalArgumentException(
          "minReplicas is " + minReplicas + ", above maxReplicas " + maxReplicas + ".");
    }
    maxUsdPerHour.ifPresent(limit -> Require.positive("maxCostPerHour", limit));
  }
}
