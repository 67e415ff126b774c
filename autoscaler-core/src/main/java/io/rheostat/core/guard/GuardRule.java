package io.rheostat.core.guard;

import io.rheostat.model.decision.GuardStage;
import io.rheostat.model.fleet.Allocation;
import java.util.Optional;

/// Stage of the guard.
///
/// @param stage name of the stage
/// @param check its check of a proposal
record GuardRule(GuardStage stage, Check check) {
  /// Pure check of a proposal.
  interface Check {
    /// Returns the change; empty when the proposal may pass as it is.
    Optional<Change> at(Allocation proposal, GuardInput input);
  }

  /// Change of a proposal.
  ///
  /// @param to admitted allocation instead
  /// @param detail binding numbers
  record Change(Allocation to, String detail) {}

  static Optional<Change> change(Allocation to, String detail) {
    return Optional.of(new Change(to, detail));
  }

  static Optional<Change> pass() {
    return Optional.empty();
  }
}
