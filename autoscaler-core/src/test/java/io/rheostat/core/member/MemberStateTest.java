package io.rheostat.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.stage.Given;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Workload;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Replicas a member has taken, holds and may try, by its reports and commands.
class MemberStateTest {
  private static final Workload CHAT =
      Given.service(
          "chat",
          "main",
          Given.bounds(0, 9),
          Given.placement("big", "h100"),
          Given.placement("small", "l40s"));

  private static Allocation mix(int big, int small) {
    return Allocation.of("big", big).with("small", small);
  }

  private static MemberDraft draft() {
    return MemberDraft.of(
        Given.reported(
            Given.member(CHAT, mix(2, 1)),
            Given.START,
            new PlacementStatus("big", 2, 1, 1, 1, 4, Optional.of("full"), Optional.empty()),
            Given.running("small", 0)));
  }

  @Test
  void readyStartingAndDrainingReplicasAreTakenAndPendingOnesAreNot() {
    assertThat(draft().build().committed()).isEqualTo(mix(3, 1));
    assertThat(draft().build().ready("big")).isEqualTo(1);
    assertThat(draft().build().ready("gone")).isZero();
  }

  @Test
  void whatACommandMayHaveStartedIsTaken() {
    MemberDraft draft = draft();
    draft.inFlight =
        Optional.of(
            new MemberCommands.InFlight(
                Generation.NONE, mix(4, 1), Given.at(60), mix(6, 1), List.of("big")));
    assertThat(draft.build().committed()).isEqualTo(mix(6, 1));

    draft.doubt = Optional.of(new MemberCommands.Doubt(mix(1, 8), Given.START));
    assertThat(draft.build().committed()).isEqualTo(mix(6, 8));
  }

  @Test
  void leavingReplicasAreTakenAsTheirTargetReportsThem() {
    MemberDraft draft = draft();
    draft.leaving =
        List.of(
            new MemberDeclaration.Leaving(
                Given.placement("old", "a100"), 4, Given.START, Optional.empty()));
    assertThat(draft.build().committed("old")).isEqualTo(4);
    assertThat(draft.build().placements()).hasSize(3);

    draft.observed =
        Optional.of(Given.observed(CHAT, Given.START, Generation.NONE, Given.running("old", 1)));
    assertThat(draft.build().committed("old")).isEqualTo(1);
  }

  @Test
  void atMostTheCurrentAllocationIsHeld() {
    MemberState member = draft().build();

    assertThat(member.holds(mix(2, 1))).isTrue();
    assertThat(member.holds(mix(1, 0))).isTrue();
    assertThat(member.holds(mix(3, 0))).isFalse();
    assertThat(member.holds(Allocation.of("other", 1))).isFalse();
    assertThat(member.holds(Allocation.NONE)).isTrue();
  }

  @Test
  void aMeasuredStartCountsBeforeADeclaredOne() {
    MemberDraft draft = draft();
    assertThat(draft.build().slowestStartupSeconds()).isEqualTo(30);

    draft.startups.put("big", 12.5);
    MemberState member = draft.build();
    assertThat(member.startupSeconds(CHAT.placements().getFirst())).isEqualTo(12.5);
    assertThat(member.slowestStartupSeconds()).isEqualTo(30); // small, as declared
    draft.startups.put("small", 200.0);
    assertThat(draft.build().slowestStartupSeconds()).isEqualTo(200);
  }

  @Test
  void aPlacementIsTriedAgainAtItsTime() {
    MemberState member = Given.lacking(draft().build(), "big", Given.at(60));

    assertThat(member.isAvailable("big", Given.at(59.999))).isFalse();
    assertThat(member.isAvailable("big", Given.at(60))).isTrue();
    assertThat(member.isAvailable("small", Given.START)).isTrue();
    assertThat(member.shortage("big"))
        .isEqualTo("no capacity on big: sold out, tried again at 2026-01-01T00:01:00Z");
    assertThat(member.shortage("small")).isEqualTo("no capacity on small");
  }

  @Test
  void aJobIsDoneWhenItsPageOrItsTargetSaysSo() {
    MemberState member = draft().build();
    Measure.Training done = new Measure.Training(0, 0, 0, 1, true, List.of());
    MemberDraft told = draft();
    told.observed =
        Optional.of(
            new Observed(
                "chat", "main", Given.START, Generation.NONE, List.of(), true, Optional.empty()));

    assertThat(member.isComplete()).isFalse();
    assertThat(
            Given.estimated(member, Given.estimate(CHAT, Given.START, Given.fresh(1), done))
                .isComplete())
        .isTrue();
    assertThat(told.build().isComplete()).isTrue();
  }

  @Test
  void aDraftKeepsOnlyDeclaredPlacements() {
    MemberDraft draft = draft();
    draft.desired = mix(2, 1).with("gone", 3);

    assertThat(draft.build().desired()).isEqualTo(mix(2, 1));
  }
}
