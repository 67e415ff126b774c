package io.rheostat.model.command;

import io.rheostat.model.Require;
import java.time.Duration;
import java.util.Optional;

/// Observed replicas of one placement by state.
///
/// @param placement the placement's name
/// @param wanted desired replicas last set at its target
/// @param ready serving replicas
/// @param starting replicas on their way up
/// @param draining replicas on their way down, still charged
/// @param pending replicas without a place to run
/// @param pendingReason reason, when some are pending
/// @param lastStartup start-up time of the newest ready replica, from request to ready
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

  /// Returns the number of replicas on devices, and so charged: ready, starting or draining.
  public int running() {
    return ready + starting + draining;
  }
}
