package io.rheostat.core.plan.decision;

import io.rheostat.core.Tuning;
import io.rheostat.core.member.MemberDecisions;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Allocation;
import java.time.Instant;
import java.util.Optional;

/// Proposals of a workload in mode `approve`: open for a time, then approved, rejected or
/// superseded.
///
/// @param member the workload
/// @param now the fold's time
record Proposals(MemberState member, Instant now) {
  /// Returns the proposal to a person; empty while none is open. The newest one goes on for a
  /// minute although the wish has changed, leaving a person time to answer; then the new wish
  /// supersedes it.
  Optional<MemberDecisions.Proposed> standing(Allocation wish, boolean frozen, Generation next) {
    Optional<MemberDecisions.Proposed> last =
        member.proposal().filter(proposed -> now.isBefore(proposed.expiresAt()));
    boolean refused = last.isPresent() && last.get().rejected() && last.get().to().equals(wish);
    if (frozen || refused) {
      return Optional.empty();
    }
    Optional<MemberDecisions.Proposed> open =
        last.filter(proposed -> !proposed.rejected())
            .filter(proposed -> !proposed.to().equals(member.desired()))
            .filter(proposed -> proposed.to().equals(wish) || isNew(proposed));
    if (open.isPresent() || wish.equals(member.desired())) {
      return open;
    }
    return Optional.of(
        new MemberDecisions.Proposed(
            next, wish, now, now.plus(Tuning.DEFAULT.cadence().proposalLife()), false));
  }

  private boolean isNew(MemberDecisions.Proposed proposed) {
    return now.isBefore(proposed.at().plus(Tuning.DEFAULT.cadence().proposalStanding()));
  }

  /// Returns a member without its open proposal; a rejected one stays, so that it is not repeated.
  static MemberState withoutOpen(MemberState member) {
    if (member.proposal().isEmpty() || member.proposal().get().rejected()) {
      return member;
    }
    MemberDraft draft = MemberDraft.of(member);
    draft.proposal = Optional.empty();
    return draft.build();
  }
}
