package io.rheostat.model.command;

import io.rheostat.model.Require;
import java.time.Instant;
import java.util.Optional;

/// Age and standing of a placement's status: a status tells of now only while its target answers.
///
/// @param placement the placement's name
/// @param observedAt when the newest answered look at its target began, by the actuator's clock;
///     empty when no look was answered yet
/// @param generation of the last command its target took; empty when the target does not tell
/// @param unknown why the last look was not answered; empty when it was
public record PlacementLook(
    String placement,
    Optional<Instant> observedAt,
    Optional<Generation> generation,
    Optional<String> unknown) {
  public PlacementLook {
    Require.text("placement", placement);
  }
}
