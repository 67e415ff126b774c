package io.rheostat.core.member;

import io.rheostat.model.command.Generation;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.GuardNote;
import io.rheostat.model.decision.GuardStage;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.fleet.Allocation;
import java.util.List;
import java.util.Optional;

/// Content by which a decision differs from the one before it; figures that change all the time are
/// left out.
///
/// @param kind its kind
/// @param generation generation of its command or proposal; none of a hold
/// @param desired allocation that is kept; none of a command
/// @param reason reason of a hold
/// @param guards binding stages of the guard, in order
public record DecisionContent(
    Kind kind,
    Generation generation,
    Allocation desired,
    Optional<HoldReason> reason,
    List<GuardStage> guards) {
  /// Kinds of decisions on a workload.
  public enum Kind {
    /// None yet.
    NONE,
    /// Nothing changes.
    HOLD,
    /// Nothing changes for lack of data.
    NO_DATA,
    /// A person is asked.
    PROPOSAL,
    /// A command follows.
    RESIZE
  }

  /// Content before the first decision.
  public static final DecisionContent NONE =
      new DecisionContent(Kind.NONE, Generation.NONE, Allocation.NONE, Optional.empty(), List.of());

  public DecisionContent {
    guards = List.copyOf(guards);
  }

  /// Returns the content of a decision on a workload's allocation.
  ///
  /// @throws IllegalArgumentException for a decision of another kind
  public static DecisionContent of(Decision decision) {
    List<GuardStage> guards = decision.rationale().guards().stream().map(GuardNote::stage).toList();
    return switch (decision) {
      case Decision.Hold hold ->
          new DecisionContent(
              Kind.HOLD, Generation.NONE, hold.held(), Optional.of(hold.reason()), guards);
      case Decision.NoData none ->
          new DecisionContent(Kind.NO_DATA, Generation.NONE, none.held(), Optional.empty(), guards);
      case Decision.Proposal proposal ->
          new DecisionContent(
              Kind.PROPOSAL, proposal.generation(), Allocation.NONE, Optional.empty(), guards);
      case Decision.Resize resize ->
          new DecisionContent(
              Kind.RESIZE, resize.generation(), Allocation.NONE, Optional.empty(), guards);
      default -> throw new IllegalArgumentException("no decision on an allocation: " + decision);
    };
  }
}
