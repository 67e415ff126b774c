package io.rheostat.contest.judge;

import io.rheostat.contest.capacity.OfflineCapacity;
import io.rheostat.model.resource.EngineProfile;

/// Requests per second sustained by one of so many replicas within the objective, as measured on
/// simulated engines: few replicas share bursts less well than many.
final class CapacityTable {
  /// Measured replica counts; between them the table is linear, beyond them flat.
  private static final int[] MEASURED = {1, 2, 4, 8, 16};

  private final double[] perReplica = new double[MEASURED.length];

  /// Measures a placement.
  ///
  /// @param trace name of the load's trace; equal names mean equal lengths
  CapacityTable(
      OfflineCapacity capacity, String trace, OfflineCapacity.Load load, EngineProfile engine) {
    for (int i = 0; i < MEASURED.length; i++) {
      perReplica[i] = capacity.requestsPerSecond(trace, load, engine, MEASURED[i]);
    }
  }

  /// Returns the requests per second sustained by one of `replicas`.
  double perReplica(int replicas) {
    if (replicas <= MEASURED[0]) {
      return perReplica[0];
    }
    for (int i = 1; i < MEASURED.length; i++) {
      if (replicas <= MEASURED[i]) {
        double share = (double) (replicas - MEASURED[i - 1]) / (MEASURED[i] - MEASURED[i - 1]);
        return perReplica[i - 1] + share * (perReplica[i] - perReplica[i - 1]);
      }
    }
    return perReplica[MEASURED.length - 1];
  }
}
