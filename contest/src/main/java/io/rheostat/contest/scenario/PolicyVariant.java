package io.rheostat.contest.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Deviation of a run from its scenario.
///
/// @param startup time from command to ready on every placement; the scenario's when empty
/// @param placements allowed placements of the service; the scenario's when empty
public record PolicyVariant(Optional<Duration> startup, List<String> placements) {
  /// The scenario as it is.
  public static final PolicyVariant NONE = new PolicyVariant(Optional.empty(), List.of());

  public PolicyVariant {
    placements = List.copyOf(placements);
  }
}
