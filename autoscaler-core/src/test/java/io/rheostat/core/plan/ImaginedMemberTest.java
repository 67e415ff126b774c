package io.rheostat.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.member.MemberCommands;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.member.ShadowState;
import io.rheostat.core.stage.Given;
import io.rheostat.model.command.Generation;
import io.rheostat.model.decision.Savings;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Imagined replicas of an only observed service, whose real ones are two; a start takes 30 s, and
/// 5 s pass before it.
class ImaginedMemberTest {
  private static final Workload CHAT =
      Given.service(
              "chat",
              "main",
              Given.bounds(0, 99),
              Given.placement("big", "h100"),
              Given.placement("small", "l40s"))
          .with(Mode.OBSERVE);
  private static final Instant NOW = Given.at(100);

  private static Allocation mix(int big, int small) {
    return Allocation.of("big", big).with("small", small);
  }

  private static MemberState real() {
    MemberDraft draft =
        MemberDraft.of(
            Given.reported(Given.member(CHAT, mix(2, 0)), Given.START, Given.running("big", 2)));
    draft.doubt = Optional.of(new MemberCommands.Doubt(mix(9, 9), Given.START));
    draft.retryAt = Given.at(999);
    return draft.build();
  }

  private static ShadowState.Rise rise(int replicas, double readyAt) {
    return new ShadowState.Rise("big", replicas, Given.at(readyAt));
  }

  private static ShadowState shadow(Allocation desired, ShadowState.Rise... rises) {
    return new ShadowState(
        desired,
        List.of(rises),
        7,
        List.of(Given.at(50)),
        Savings.since(Given.START),
        Given.at(90));
  }

  private static ShadowState decided(ShadowState shadow, Allocation to) {
    MemberDraft draft = MemberDraft.of(ImaginedMember.of(shadow, real(), NOW));
    draft.desired = to;
    draft.resizedAt = List.of(Given.at(50), NOW);
    return ImaginedMember.after(shadow, draft.build(), NOW);
  }

  @Test
  void theImaginedMemberHoldsWhatItsShadowHolds() {
    MemberState imagined = ImaginedMember.of(shadow(mix(5, 1), rise(3, 120)), real(), NOW);

    assertThat(imagined.desired()).isEqualTo(mix(5, 1));
    assertThat(imagined.status("big").orElseThrow().wanted()).isEqualTo(5);
    assertThat(imagined.ready("big")).isEqualTo(2); // three more are starting
    assertThat(imagined.status("big").orElseThrow().starting()).isEqualTo(3);
    assertThat(imagined.ready("small")).isEqualTo(1);
    assertThat(imagined.generation()).isEqualTo(new Generation(0, 7));
    assertThat(imagined.resizedAt()).containsExactly(Given.at(50));
  }

  @Test
  void itActsAndKnowsNothingOfRealCommands() {
    MemberState imagined = ImaginedMember.of(shadow(mix(5, 1)), real(), NOW);

    assertThat(imagined.workload().mode()).isEqualTo(Mode.ACT);
    assertThat(imagined.doubt()).isEmpty();
    assertThat(imagined.inFlight()).isEmpty();
    assertThat(imagined.settled()).isEmpty();
    assertThat(imagined.retryAt()).isEqualTo(Instant.EPOCH);
    assertThat(imagined.observed().orElseThrow().at()).isEqualTo(Given.START);
  }

  @Test
  void whatIsReadyIsNoLongerStarting() {
    assertThat(ImaginedMember.of(shadow(mix(5, 0), rise(3, 100)), real(), NOW).ready("big"))
        .isEqualTo(5);
    assertThat(ImaginedMember.of(shadow(mix(5, 0), rise(3, 100.1)), real(), NOW).ready("big"))
        .isEqualTo(2);
  }

  @Test
  void aDecisionThatChangesNothingIsNoStep() {
    ShadowState shadow = shadow(mix(5, 1), rise(3, 120));

    assertThat(decided(shadow, mix(5, 1))).isSameAs(shadow);
  }

  @Test
  void aRaiseIsReadyAfterItsStart() {
    ShadowState after = decided(shadow(mix(2, 0)), mix(5, 1));

    assertThat(after.desired()).isEqualTo(mix(5, 1));
    assertThat(after.rises())
        .containsExactly(rise(3, 135), new ShadowState.Rise("small", 1, Given.at(135)));
    assertThat(after.steps()).isEqualTo(8);
    assertThat(after.resizedAt()).containsExactly(Given.at(50), NOW);
    assertThat(after.talliedAt()).isEqualTo(Given.at(90));
  }

  @Test
  void theNewestStartsAreTakenBackFirst() {
    ShadowState shadow = shadow(mix(9, 0), rise(3, 110), rise(4, 130));

    assertThat(decided(shadow, mix(7, 0)).rises()).containsExactly(rise(3, 110), rise(2, 130));
    assertThat(decided(shadow, mix(4, 0)).rises()).containsExactly(rise(2, 110));
    assertThat(decided(shadow, mix(2, 0)).rises()).isEmpty();
    assertThat(decided(shadow, mix(1, 0)).rises()).isEmpty();
  }

  @Test
  void startsOfAnotherPlacementGoOn() {
    ShadowState shadow = shadow(mix(9, 3), rise(3, 110));

    assertThat(decided(shadow, mix(9, 1)).rises()).containsExactly(rise(3, 110));
  }

  @Test
  void finishedStartsAreForgotten() {
    ShadowState shadow = shadow(mix(9, 0), rise(3, 100), rise(4, 130));

    assertThat(decided(shadow, mix(10, 0)).rises()).containsExactly(rise(4, 130), rise(1, 135));
  }

  @Test
  void twelveStartsAreRemembered() {
    ShadowState shadow = shadow(mix(0, 0));
    for (int n = 1; n <= 20; n++) {
      shadow = decided(shadow, mix(n, 0));
    }

    assertThat(shadow.rises()).hasSize(12);
    assertThat(shadow.steps()).isEqualTo(27);
  }
}
