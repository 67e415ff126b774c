package io.rheostat.simulator.policy;

import io.rheostat.model.command.PlacementStatus;
import java.time.Instant;
import java.util.List;

/// What the orchestrator says that a service holds at one moment.
///
/// @param at when
/// @param placements by placement, in order of declaration
public record Holdings(Instant at, List<PlacementStatus> placements) {
  public Holdings {
    placements = List.copyOf(placements);
  }

  /// Replicas a placement was last told to hold.
  public int wanted(String placement) {
    return placements.stream()
        .filter(status -> status.placement().equals(placement))
        .mapToInt(PlacementStatus::wanted)
        .sum();
  }

  /// Replicas of a placement that serve.
  public int ready(String placement) {
    return placements.stream()
        .filter(status -> status.placement().equals(placement))
        .mapToInt(PlacementStatus::ready)
        .sum();
  }
}
