package io.rheostat.model.decision;

import java.time.Duration;
import java.util.Optional;

/// Age of the newest record of each source of a decision, by the fold's clock; empty for a source
/// never seen.
///
/// @param metrics time up to which every reporting replica has reported
/// @param observed newest report of the replicas at the targets
/// @param alerts newest alert notification
/// @param outcomes newest end of a command
public record SourceAges(
    Optional<Duration> metrics,
    Optional<Duration> observed,
    Optional<Duration> alerts,
    Optional<Duration> outcomes) {
  /// Nothing was ever seen.
  public static final SourceAges NEVER =
      new SourceAges(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
