package io.rheostat.model.estimate;

import io.rheostat.model.Require;

/// Capacity of one replica on a placement within the objective, requests per second.
///
/// @param placement the placement's name
/// @param reporting replicas with fresh readings, without those reported not ready by the
///     orchestrator
/// @param requestsPerSecond expected highest rate of one replica within the objective; 0 when none
///     is
/// @param lowerRequestsPerSecond the same at the careful end of the model's confidence
/// @param confidence 0 (only a prior) to 1 (as sure as measuring makes it)
public record PlacementCapacity(
    String placement,
    int reporting,
    double requestsPerSecond,
    double lowerRequestsPerSecond,
    double confidence) {
  public PlacementCapacity {
    Require.atLeast("reporting", 0, reporting);
    Require.atLeastZero("requestsPerSecond", requestsPerSecond);
    Require.atLeastZero("lowerRequestsPerSecond", lowerRequestsPerSecond);
    Require.share("confidence", confidence);
  }
}
