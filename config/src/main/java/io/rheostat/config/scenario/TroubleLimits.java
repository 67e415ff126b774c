package io.rheostat.config.scenario;

import java.time.Duration;
import java.util.OptionalInt;

/// Limits of a run under trouble. A file may only tighten [#LOOSEST].
///
/// @param secondsBelowNeed seconds with too little ready beyond those of the run without trouble
/// @param secondsBehindClairvoyant seconds beyond the clairvoyant's under the same trouble, where a
///     trouble is measured so
/// @param excessShare cost beyond that of the run without trouble, over the run's cost, 0..1
/// @param recovery time to recover beyond one start-up
/// @param resizes orders accepted by targets; any number when empty
/// @param healthReported whether the trouble has to be visible in estimates or decisions
public record TroubleLimits(
    Duration secondsBelowNeed,
    Duration secondsBehindClairvoyant,
    double excessShare,
    Duration recovery,
    OptionalInt resizes,
    boolean healthReported) {
  /// Allowed scale-downs with too little ready afterwards: none.
  public static final int WRONG_SCALE_DOWNS = 0;

  /// The limits of every run.
  public static final TroubleLimits LOOSEST =
      new TroubleLimits(
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          0.15,
          Duration.ofSeconds(120),
          OptionalInt.empty(),
          false);
}
