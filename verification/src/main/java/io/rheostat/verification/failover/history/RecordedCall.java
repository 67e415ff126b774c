package io.rheostat.verification.failover.history;

import io.rheostat.model.command.Generation;
import java.time.Instant;

/// A resize received by a target, in the order of the targets' answers.
///
/// @param at time of the target's answer
/// @param key its `Idempotency-Key`; empty text if it had none
/// @param generation from its body
/// @param asked replicas asked for
/// @param fate the target's answer to it
/// @param before desired replicas until then
/// @param after desired replicas from then on
public record RecordedCall(
    Instant at,
    Site site,
    String key,
    Generation generation,
    int asked,
    Fate fate,
    int before,
    int after) {
  /// Answer of a target to a call.
  public enum Fate {
    /// Its generation was new.
    TAKEN,
    /// Its generation had been taken: answered so, and nothing done.
    TAKEN_BEFORE,
    /// A newer generation had been taken: refused.
    TOO_OLD,
    /// The target was busy and did not process it.
    TURNED_AWAY
  }

  /// Workload and placement of replicas.
  public record Site(String workload, String placement) {
    @Override
    public String toString() {
      return workload + "/" + placement;
    }
  }

  /// Returns the name of its command, `workload/revision.counter`.
  public String command() {
    return site.workload() + "/" + generation;
  }

  /// Returns whether the call changed the desired replicas.
  public boolean isChange() {
    return before != after;
  }
}
