package io.rheostat.model.command;

import io.rheostat.model.Require;
import java.time.Instant;

/// Result of a command; each command has exactly one.
///
/// @param workload name of the workload
/// @param pool its pool
/// @param generation the command's
/// @param result kind of end
/// @param detail reason, for a person
/// @param at the actuator's time
public record Outcome(
    String workload, String pool, Generation generation, Result result, String detail, Instant at) {
  /// The ways a command ends.
  public enum Result {
    /// The target holds it.
    APPLIED,
    /// The target refused it, for good.
    FAILED,
    /// A newer command of the same workload took its place.
    SUPERSEDED,
    /// Its time ran out before it was carried out, or before a called target answered.
    EXPIRED
  }

  public Outcome {
    Require.text("workload", workload);
    Require.text("pool", pool);
  }
}
