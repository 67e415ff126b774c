package io.rheostat.actuator.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.driver.Announcement;
import io.rheostat.model.command.Generation;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.GuardNote;
import io.rheostat.model.decision.GuardStage;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.fleet.Allocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Selection of decisions announced at targets, and their frequency.
class AnnouncementsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Allocation THREE = Allocation.of("l40s", 3);

  private final Announcements announcements = new Announcements();

  private static Rationale rationale(List<GuardNote> guards, String... refusals) {
    return new Rationale("seen", Optional.empty(), List.of(), guards, List.of(refusals));
  }

  private static Decision hold(int second, HoldReason reason, Rationale why) {
    return new Decision.Hold("chat", "main", START.plusSeconds(second), THREE, reason, why);
  }

  private static Decision hold(int second, HoldReason reason) {
    return hold(second, reason, rationale(List.of()));
  }

  private List<String> told(Decision decision) {
    return announcements.of(decision).stream().map(Announcement::words).toList();
  }

  @Test
  void thatAllIsAsItIsWantedIsNoNews() {
    assertThat(told(hold(0, HoldReason.BEST))).isEmpty();
    assertThat(told(hold(1, HoldReason.COMPLETE))).isEmpty();
    assertThat(
            told(
                new Decision.Resize(
                    "chat",
                    "main",
                    START,
                    THREE,
                    Allocation.of("l40s", 4),
                    new Generation(1, 1),
                    rationale(List.of()))))
        .isEmpty();
  }

  /// A hold that lasts for a minute from a second on: the words of its last decision.
  private List<String> lasting(int second, HoldReason reason, Rationale why) {
    assertThat(told(hold(second, reason, why))).isEmpty();
    assertThat(told(hold(second + 59, reason, why))).isEmpty();
    return told(hold(second + 60, reason, why));
  }

  private List<String> lasting(int second, HoldReason reason) {
    return lasting(second, reason, rationale(List.of()));
  }

  @Test
  void whyItIsHeldIsToldOnceItHasLastedForAMinuteUntilItChanges() {
    assertThat(lasting(0, HoldReason.FROZEN)).containsExactly("held at 3 x l40s: frozen");
    assertThat(told(hold(120, HoldReason.FROZEN))).isEmpty();
    assertThat(told(hold(180, HoldReason.BEST))).isEmpty();
    assertThat(lasting(200, HoldReason.FROZEN)).hasSize(1);
    assertThat(lasting(270, HoldReason.INFEASIBLE))
        .containsExactly(
            "held at 3 x l40s: its minimum does not fit into counts, budget or bounds");
  }

  @Test
  void aStartBeforeTheFirstLookIsNoNews() {
    assertThat(told(hold(0, HoldReason.NOT_OBSERVED))).isEmpty();
    assertThat(told(hold(2, HoldReason.NOT_OBSERVED))).isEmpty();
    assertThat(told(hold(3, HoldReason.BEST))).isEmpty();
    assertThat(told(hold(70, HoldReason.NOT_OBSERVED))).isEmpty();
  }

  @Test
  void whatCouldNotBeWrittenIsToldAgain() {
    assertThat(lasting(0, HoldReason.FROZEN)).hasSize(1);
    announcements.failed(
        new Announcement(
            "chat", Optional.empty(), Announcement.Kind.HELD, "held at 3 x l40s: frozen", START));

    assertThat(told(hold(120, HoldReason.FROZEN))).hasSize(1);
    assertThat(told(hold(180, HoldReason.FROZEN))).isEmpty();
  }

  @Test
  void aLimitThatCutsIsToldAndOneThatOnlyWaitsIsNotWhateverTheDevices() {
    Allocation two = Allocation.of("h100", 2);
    GuardNote waits = new GuardNote(GuardStage.STABILISATION, THREE, two, "five minutes");
    GuardNote cuts = new GuardNote(GuardStage.BUDGET, two, THREE, "is spent");

    assertThat(lasting(0, HoldReason.GUARDED, rationale(List.of(waits)))).isEmpty();
    assertThat(lasting(100, HoldReason.GUARDED, rationale(List.of(cuts))))
        .containsExactly("held at 3 x l40s: 2 x h100 wanted, budget allows 3 x l40s");
  }

  private static Decision noData(int second, Optional<HoldReason> reason) {
    return new Decision.NoData(
        "chat",
        "main",
        START.plusSeconds(second),
        THREE,
        Duration.ofMinutes(3),
        reason,
        rationale(List.of()));
  }

  private static Decision proposal(int second) {
    return new Decision.Proposal(
        "chat",
        "main",
        START.plusSeconds(second),
        THREE,
        Allocation.of("l40s", 4),
        new Generation(2, 7),
        START.plusSeconds(900),
        rationale(List.of()));
  }

  @Test
  void noMetricsAndAPersonWhoIsAskedHoldToo() {
    assertThat(told(noData(0, Optional.empty()))).isEmpty();
    assertThat(told(noData(60, Optional.empty())))
        .containsExactly("held at 3 x l40s: no metrics come in");
    assertThat(told(noData(120, Optional.of(HoldReason.FROZEN)))).isEmpty();
    assertThat(told(noData(180, Optional.of(HoldReason.FROZEN))))
        .containsExactly("held at 3 x l40s: frozen");
    assertThat(told(proposal(200))).isEmpty();
    assertThat(told(proposal(260))).containsExactly("held at 3 x l40s until chat/2.7 is approved");
  }

  @Test
  void noCapacityIsToldOfItsPlacementOnceUntilItIsTriedAgain() {
    String first = "no capacity on l40s: 0/12 nodes are available, tried again at 00:05";
    String second = "no capacity on l40s: 0/12 nodes are available, tried again at 00:15";

    List<Announcement> news =
        announcements.of(hold(0, HoldReason.BEST, rationale(List.of(), first)));
    assertThat(news).hasSize(1);
    assertThat(news.getFirst().kind()).isEqualTo(Announcement.Kind.NO_CAPACITY);
    assertThat(news.getFirst().placement()).contains("l40s");
    assertThat(told(hold(9, HoldReason.BEST, rationale(List.of(), first)))).isEmpty();
    assertThat(told(hold(300, HoldReason.BEST, rationale(List.of(), second))))
        .containsExactly(second);
    assertThat(told(hold(301, HoldReason.BEST, rationale(List.of(), "h100: too long a prompt"))))
        .isEmpty();
  }
}
