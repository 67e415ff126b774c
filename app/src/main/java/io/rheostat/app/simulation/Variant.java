package io.rheostat.app.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is run otherwise than a scenario says.
///
/// @param startup from command to ready on every placement; the scenario's when empty
/// @param placements those the service may use; the scenario's when empty
public record Variant(Optional<Duration> startup, List<String> placements) {
  /// The scenario as it is.
  public static final Variant NONE = new Variant(Optional.empty(), List.of());

  public Variant {
    placements = List.copyOf(placements);
  }
}
