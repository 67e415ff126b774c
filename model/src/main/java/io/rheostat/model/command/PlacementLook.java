package io.rheostat.model.command;

import io.rheostat.model.Require;
import java.time.Instant;
import java.util.Optional;

/// Age and standing of a placement's status: a status is current only while its target answers.
///
/// @param placement the placement's name
/// @param observedAt start of the newest answered observation of its target, by the actuator's
///     clock; empty when none was answered yet
/// @param generation of the last command its target took; empty when the target does not report it
/// @param unknown reason why the last observation was not answered; empty when it was
public record PlacementLook(
    String placement,
    Optional<Instant> observedAt,
    Optional<Generation> generation,
    Optional<String> unknown) {
  public PlacementLook {
    Require.text("placement", placement);
  }
}
