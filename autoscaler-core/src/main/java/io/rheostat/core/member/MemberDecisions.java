package io.rheostat.core.member;

import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Allocation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decided part of a pool's member, written by the planner. Immutable.
///
/// @param recommendations recent proposals of policy, for stabilisation
/// @param lastDecision content of the last emitted decision
/// @param proposal proposal awaiting a person's approval
/// @param shadow imagined state, while the workload is only observed
public record MemberDecisions(
    List<Recommendation> recommendations,
    LastDecision lastDecision,
    Optional<Proposed> proposal,
    Optional<ShadowState> shadow) {
  /// Decisions of a member before the first one.
  static final MemberDecisions NONE =
      new MemberDecisions(List.of(), LastDecision.NONE, Optional.empty(), Optional.empty());

  /// Proposal awaiting a person's approval.
  ///
  /// @param rejected whether a person rejected it: the same is not proposed again before it expires
  public record Proposed(
      Generation generation, Allocation to, Instant at, Instant expiresAt, boolean rejected) {
    /// Returns the same proposal as rejected by a person.
    public Proposed reject() {
      return new Proposed(generation, to, at, expiresAt, true);
    }
  }

  /// Proposal of policy at one time, before any guard.
  public record Recommendation(Instant at, Allocation allocation) {}

  /// Last emitted decision.
  ///
  /// @param content its content
  /// @param at time of emission
  public record LastDecision(DecisionContent content, Instant at) {
    /// Before the first decision.
    public static final LastDecision NONE = new LastDecision(DecisionContent.NONE, Instant.EPOCH);
  }

  public MemberDecisions {
    recommendations = List.copyOf(recommendations);
  }
}
