package io.rheostat.core.guard;

import io.rheostat.model.decision.Allocation;
import io.rheostat.model.decision.GuardStage;
import java.util.Optional;

/// One stage of the guard.
///
/// @param stage its name
/// @param look what it makes of a proposal
record GuardRule(GuardStage stage, Look look) {
  /// A pure look at a proposal.
  interface Look {
    /// Empty when the proposal may pass as it is.
    Optional<Change> at(Allocation proposal, GuardInput input);
  }

  /// What becomes of a proposal.
  ///
  /// @param to what may pass instead
  /// @param detail the numbers that bound
  record Change(Allocation to, String detail) {}

  static Optional<Change> change(Allocation to, String detail) {
    return Optional.of(new Change(to, detail));
  }

  static Optional<Change> pass() {
    return Optional.empty();
  }
}
