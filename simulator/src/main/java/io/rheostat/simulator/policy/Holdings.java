package io.rheostat.simulator.policy;

import io.rheostat.model.command.PlacementStatus;
import java.time.Instant;
import java.util.List;

/// The orchestrator's status of a service at one moment.
///
/// @param at the moment
/// @param placements by placement, in order of declaration
public record Holdings(Instant at, List<PlacementStatus> placements) {
  public Holdings {
    placements = List.copyOf(placements);
  }

  /// Returns the desired replicas of a placement.
  public int wanted(String placement) {
    return placements.stream()
        .filter(status -> status.placement().equals(placement))
        .mapToInt(PlacementStatus::wanted)
        .sum();
  }

  /// Returns the ready replicas of a placement.
  public int ready(String placement) {
    return placements.stream()
        .filter(status -> status.placement().equals(placement))
        .mapToInt(PlacementStatus::ready)
        .sum();
  }
}
