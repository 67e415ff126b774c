package io.rheostat.model.signal;

import io.rheostat.model.Require;
import java.time.Instant;
import java.util.List;

/// Signals of one replica from one arrival. A page may come as several readings: parts of one
/// `observedAt` are merged.
///
/// @param workload the replica's workload
/// @param replica the replica's name, stable as long as it lives
/// @param placement the placement it runs on
/// @param observedAt the samples' own time
/// @param samples at least one
public record Reading(
    String workload, String replica, String placement, Instant observedAt, List<Sample> samples) {
  public Reading {
    Require.text("workload", workload);
    Require.text("replica", replica);
    Require.text("placement", placement);
    samples = List.copyOf(samples);
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("a reading of " + replica + " has no samples.");
    }
  }
}
