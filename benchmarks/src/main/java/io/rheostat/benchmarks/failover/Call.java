package io.rheostat.benchmarks.failover;

import io.rheostat.model.command.Generation;
import java.time.Instant;

/// A resize that reached a target, in the order in which targets decided on them.
///
/// @param at when the target decided
/// @param key its `Idempotency-Key`; empty text when it had none
/// @param generation as its body says
/// @param asked replicas asked for
/// @param fate what the target did with it
/// @param before replicas wanted until then
/// @param after replicas wanted from then on
record Call(
    Instant at,
    Site site,
    String key,
    Generation generation,
    int asked,
    Fate fate,
    int before,
    int after) {
  /// What a target does with a call.
  enum Fate {
    /// Its generation was new.
    TAKEN,
    /// Its generation had been taken: told so, and nothing done.
    TAKEN_BEFORE,
    /// A newer generation had been taken: refused.
    TOO_OLD,
    /// The target was busy and did not look at it.
    TURNED_AWAY
  }

  /// Where replicas run.
  record Site(String workload, String placement) {
    @Override
    public String toString() {
      return workload + "/" + placement;
    }
  }

  /// `workload/revision.counter`, as its command is named.
  String command() {
    return site.workload() + "/" + generation;
  }

  boolean isChange() {
    return before != after;
  }
}
