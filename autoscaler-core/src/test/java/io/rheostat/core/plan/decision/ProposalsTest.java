package io.rheostat.core.plan.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.member.MemberDecisions;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.stage.Given;
import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Workload;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Proposals of a service that holds two replicas, asked for at the start.
class ProposalsTest {
  private static final Workload CHAT =
      Given.service("chat", "main", Given.bounds(0, 9), Given.placement("big", "h100"))
          .with(Mode.APPROVE);
  private static final Generation FIRST = new Generation(1, 1);
  private static final Generation NEXT = new Generation(1, 2);

  private static Allocation big(int replicas) {
    return Allocation.of("big", replicas);
  }

  private static MemberDecisions.Proposed proposed(int replicas) {
    return new MemberDecisions.Proposed(FIRST, big(replicas), Given.START, Given.at(600), false);
  }

  private static MemberState with(MemberDecisions.Proposed proposal) {
    MemberDraft draft = MemberDraft.of(Given.member(CHAT, big(2)));
    draft.proposal = Optional.of(proposal);
    return draft.build();
  }

  private static Optional<MemberDecisions.Proposed> standing(
      MemberState member, double second, int wish) {
    return new Proposals(member, Given.at(second)).standing(big(wish), false, NEXT);
  }

  @Test
  void aNewWishIsProposedForTenMinutes() {
    assertThat(standing(Given.member(CHAT, big(2)), 5, 4))
        .contains(new MemberDecisions.Proposed(NEXT, big(4), Given.at(5), Given.at(605), false));
  }

  @Test
  void withoutAWishNothingIsProposed() {
    assertThat(standing(Given.member(CHAT, big(2)), 5, 2)).isEmpty();
  }

  @Test
  void nothingIsProposedWhileFrozen() {
    assertThat(new Proposals(with(proposed(4)), Given.at(5)).standing(big(4), true, NEXT))
        .isEmpty();
  }

  @Test
  void theSameWishStands() {
    assertThat(standing(with(proposed(4)), 5, 4)).contains(proposed(4));
    assertThat(standing(with(proposed(4)), 599, 4)).contains(proposed(4));
  }

  @Test
  void anotherWishWaitsForAMinute() {
    assertThat(standing(with(proposed(4)), 59.999, 5)).contains(proposed(4));
    assertThat(standing(with(proposed(4)), 60, 5).map(MemberDecisions.Proposed::to))
        .contains(big(5));
    assertThat(standing(with(proposed(4)), 60, 5).map(MemberDecisions.Proposed::generation))
        .contains(NEXT);
  }

  @Test
  void aWishThatIsGoneIsWithdrawnAfterAMinute() {
    assertThat(standing(with(proposed(4)), 59, 2)).contains(proposed(4));
    assertThat(standing(with(proposed(4)), 60, 2)).isEmpty();
  }

  @Test
  void anExpiredProposalIsMadeAnew() {
    assertThat(standing(with(proposed(4)), 600, 4))
        .contains(
            new MemberDecisions.Proposed(NEXT, big(4), Given.at(600), Given.at(1_200), false));
  }

  @Test
  void aRejectedWishIsNotRepeatedBeforeItExpires() {
    MemberState rejected = with(proposed(4).reject());

    assertThat(standing(rejected, 599, 4)).isEmpty();
    assertThat(standing(rejected, 600, 4)).isPresent();
    assertThat(standing(rejected, 5, 5).map(MemberDecisions.Proposed::to)).contains(big(5));
  }

  @Test
  void whatIsHeldAlreadyIsNoProposal() {
    assertThat(standing(with(proposed(2)), 5, 3).map(MemberDecisions.Proposed::to))
        .contains(big(3));
    assertThat(standing(with(proposed(2)), 5, 2)).isEmpty();
  }

  @Test
  void anOpenProposalIsDroppedAndARejectedOneRemembered() {
    MemberState none = Given.member(CHAT, big(2));

    assertThat(Proposals.withoutOpen(with(proposed(4))).proposal()).isEmpty();
    assertThat(Proposals.withoutOpen(with(proposed(4).reject())).proposal()).isPresent();
    assertThat(Proposals.withoutOpen(none)).isSameAs(none);
  }
}
