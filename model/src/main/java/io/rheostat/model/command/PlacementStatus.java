package io.rheostat.model.command;

import io.rheostat.model.Require;
import java.time.Duration;
import java.util.Optional;

/// What really runs on one placement.
///
/// @param placement the placement's name
/// @param wanted replicas its target was last told to hold
/// @param ready replicas that serve
/// @param starting replicas on their way up
/// @param draining replicas on their way down that still cost
/// @param pending replicas that cannot be placed
/// @param pendingReason why, when some are pending
/// @param lastStartup how long the newest ready replica took from request to ready
public record PlacementStatus(
    String placement,
    int wanted,
    int ready,
    int starting,
    int draining,
    int pending,
    Optional<String> pendingReason,
    Optional<Duration> lastStartup) {
  public PlacementStatus {
    Require.text("placement", placement);
    Require.atLeast("wanted", 0, wanted);
    Require.atLeast("ready", 0, ready);
    Require.atLeast("starting", 0, starting);
    Require.atLeast("draining", 0, draining);
    Require.atLeast("pending", 0, pending);
  }
}
