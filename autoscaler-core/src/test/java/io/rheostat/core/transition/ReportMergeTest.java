package io.rheostat.core.transition;

import static io.rheostat.core.stage.Given.at;
import static io.rheostat.core.stage.Given.bounds;
import static io.rheostat.core.stage.Given.placement;
import static io.rheostat.core.stage.Given.running;
import static io.rheostat.core.stage.Given.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.member.MemberCommands;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReportMergeTest {
  private static final Workload CHAT =
      service("chat", "east", bounds(1, 9), placement("big", "h100"), placement("small", "l40s"));
  private static final Generation FIRST = new Generation(1, 1);
  private static final Generation SECOND = new Generation(1, 2);

  /// A report whose looks all began at one time.
  private static Observed report(
      Instant begun, Instant told, Generation generation, PlacementStatus... statuses) {
    List<PlacementLook> looks =
        List.of(statuses).stream()
            .map(
                status ->
                    new PlacementLook(
                        status.placement(),
                        Optional.of(begun),
                        Optional.of(generation),
                        Optional.empty()))
            .toList();
    return new Observed(
        "chat", "east", told, generation, List.of(statuses), false, Optional.empty(), looks);
  }

  private static Observed silent(Instant told, String placement, PlacementStatus... others) {
    List<PlacementLook> looks = new ArrayList<>();
    for (PlacementStatus status : others) {
      looks.add(
          new PlacementLook(
              status.placement(), Optional.of(told), Optional.of(FIRST), Optional.empty()));
    }
    looks.add(
        new PlacementLook(
            placement, Optional.empty(), Optional.empty(), Optional.of("connection refused")));
    return new Observed(
        "chat", "east", told, FIRST, List.of(others), false, Optional.empty(), looks);
  }

  /// A member that issued the second command, to 1 x small, and heard at 20 s that it was applied.
  private static MemberState applied() {
    MemberState known =
        MemberEvents.observed(
            MemberState.of(CHAT, true, FIRST),
            report(at(0), at(0), FIRST, running("big", 1), running("small", 3)),
            at(0));
    MemberDraft draft = MemberDraft.of(known);
    draft.generation = SECOND;
    draft.desired = Allocation.of("small", 1);
    draft.inFlight =
        Optional.of(
            new MemberCommands.InFlight(
                SECOND, draft.desired, at(130), draft.desired, List.of("big", "small")));
    Outcome outcome = new Outcome("chat", "east", SECOND, Outcome.Result.APPLIED, "", at(20));
    return MemberEvents.concluded(draft.build(), outcome, at(20));
  }

  @Test
  void aReportOfALookBeforeTheOutcomeDoesNotMoveWhatIsHeld() {
    Observed late = report(at(19), at(21), FIRST, running("big", 1), running("small", 3));

    assertThat(MemberEvents.observed(applied(), late, at(21)).desired())
        .isEqualTo(Allocation.of("small", 1));
  }

  @Test
  void aLateReportStampedByAClockThatIsAheadDoesNotMoveWhatIsHeld() {
    Observed late = report(at(24), at(24), FIRST, running("big", 1), running("small", 3));

    assertThat(MemberEvents.observed(applied(), late, at(21)).desired())
        .isEqualTo(Allocation.of("small", 1));
  }

  @Test
  void whatATargetSaysAfterTheCommandIsHeld() {
    Observed after = report(at(22), at(22), SECOND, running("big", 0), running("small", 2));

    assertThat(MemberEvents.observed(applied(), after, at(22)).desired())
        .isEqualTo(Allocation.of("small", 2));
  }

  @Test
  void aTargetThatLostItsGenerationIsBelievedAfterAMinute() {
    Observed reset =
        report(at(90), at(90), Generation.NONE, running("big", 2), running("small", 0));

    assertThat(MemberEvents.observed(applied(), reset, at(90)).desired())
        .isEqualTo(Allocation.of("big", 2));
  }

  @Test
  void anOlderReportNeverReplacesANewerOne() {
    MemberState newer =
        MemberEvents.observed(
            MemberState.of(CHAT, true, FIRST),
            report(at(10), at(10), FIRST, running("big", 4), running("small", 0)),
            at(10));
    Observed older = report(at(5), at(11), FIRST, running("big", 1), running("small", 0));

    MemberState after = MemberEvents.observed(newer, older, at(11));

    assertThat(after.desired()).isEqualTo(Allocation.of("big", 4));
    assertThat(after.ready("big")).isEqualTo(4);
  }

  @Test
  void aTargetThatIsSilentMakesOnlyItsOwnPlacementOld() {
    MemberState known =
        MemberEvents.observed(
            MemberState.of(CHAT, true, FIRST),
            report(at(0), at(0), FIRST, running("big", 2), running("small", 3)),
            at(0));

    MemberState after =
        MemberEvents.observed(known, silent(at(60), "big", running("small", 5)), at(60));

    Observed observed = after.observed().orElseThrow();
    assertThat(after.desired()).isEqualTo(Allocation.of("big", 2).with("small", 5));
    assertThat(after.ready("big")).isEqualTo(2);
    assertThat(observed.unknown("big")).contains("connection refused");
    assertThat(observed.observedAt("big")).contains(at(0));
    assertThat(observed.unknown("small")).isEmpty();
    assertThat(observed.observedAt("small")).contains(at(60));
  }

  @Test
  void aReportInWhichNothingWasEverSeenIsNoObservation() {
    MemberState after =
        MemberEvents.observed(MemberState.of(CHAT, true, FIRST), silent(at(1), "big"), at(1));

    assertThat(after.observed()).isEmpty();
  }

  @Test
  void aClockFarAheadAgesItsReportsOnceItIsRight() {
    MemberState ahead =
        MemberEvents.observed(
            MemberState.of(CHAT, true, FIRST),
            report(at(7200), at(7200), FIRST, running("big", 4), running("small", 0)),
            at(10));

    MemberState right =
        MemberEvents.observed(
            ahead, report(at(11), at(11), FIRST, running("big", 2), running("small", 0)), at(11));

    assertThat(ahead.observed().orElseThrow().observedAt("big")).contains(at(10));
    assertThat(right.desired()).isEqualTo(Allocation.of("big", 2));
  }

  @Test
  void aGenerationNearTheLimitOfItsTypeIsNotAdopted() {
    Generation madeUp = new Generation(1, Long.MAX_VALUE);

    MemberState after =
        MemberEvents.observed(
            MemberState.of(CHAT, true, FIRST),
            report(at(1), at(1), madeUp, running("big", 2), running("small", 0)),
            at(1));

    assertThat(after.generation()).isEqualTo(FIRST);
  }
}
