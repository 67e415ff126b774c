package io.rheostat.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.stage.Given;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Ready replicas as their targets report them.
class PresenceTest {
  private static final Placement BIG = Given.placement("big", "h100");
  private static final Placement SMALL = Given.placement("small", "l40s");
  private static final Workload CHAT =
      Given.service("chat", "main", Given.bounds(0, 9), BIG, SMALL);
  private static final Presence KNOWN = Presence.UNKNOWN.reported(report(CHAT, 5, 2), CHAT, 1_000);

  private static Observed report(Workload workload, int big, int small) {
    return Given.observed(
        workload,
        Given.START,
        Generation.NONE,
        Given.running("big", big),
        Given.running("small", small));
  }

  private static Observed looked(double seen) {
    return new Observed(
        "chat",
        "main",
        Given.START,
        Generation.NONE,
        List.of(Given.running("big", 5), Given.running("small", 2)),
        false,
        Optional.empty(),
        List.of(
            new PlacementLook(
                "small", Optional.of(Given.at(seen)), Optional.empty(), Optional.empty())));
  }

  @Test
  void readyReplicasOfAllPlacementsAreExpected() {
    assertThat(KNOWN.ready()).isEqualTo(7);
    assertThat(KNOWN.reportedAt()).isEqualTo(1_000);
  }

  @Test
  void aReportIsKnownForThreeMinutes() {
    assertThat(KNOWN.isKnown(181_000)).isTrue();
    assertThat(KNOWN.isKnown(181_001)).isFalse();
    assertThat(Presence.UNKNOWN.isKnown(0)).isFalse();
  }

  @Test
  void aReportWithoutAPlacementGivesNoCount() {
    Observed partial = Given.observed(CHAT, Given.START, Generation.NONE, Given.running("big", 5));

    assertThat(KNOWN.reported(partial, CHAT, 2_000).isKnown(2_000)).isFalse();
  }

  @Test
  void aPlacementNotSeenForThreeMinutesGivesNoCount() {
    assertThat(Presence.UNKNOWN.reported(looked(-180), CHAT, 1_000).ready()).isEqualTo(7);
    assertThat(Presence.UNKNOWN.reported(looked(-180.001), CHAT, 1_000).isKnown(1_000)).isFalse();
  }

  @Test
  void aJobReportsThroughOneWorkerAndAScoredWorkloadThroughNone() {
    Workload job = Given.workload("chat", "main", Given.run(), Given.bounds(0, 9), BIG, SMALL);
    Workload batch =
        Given.workload("chat", "main", new Objective.Profiled(1), Given.bounds(0, 9), BIG, SMALL);

    assertThat(Presence.UNKNOWN.reported(report(job, 5, 2), job, 1_000).ready()).isEqualTo(1);
    assertThat(Presence.UNKNOWN.reported(report(job, 0, 0), job, 1_000).ready()).isZero();
    assertThat(Presence.UNKNOWN.reported(report(batch, 5, 2), batch, 1_000).ready()).isZero();
  }

  @Test
  void aGapOfThirtySecondsIsFilled() {
    Presence complete = KNOWN.complete(50_000);

    assertThat(complete.completeSince()).isEqualTo(50_000);
    assertThat(complete.complete(80_000).completeSince()).isEqualTo(50_000);
    assertThat(complete.complete(80_001).completeSince()).isEqualTo(80_001);
    assertThat(complete.complete(80_000).completeAt()).isEqualTo(80_000);
  }

  @Test
  void aSurplusHasItsBegin() {
    Presence more = KNOWN.surplus(true, 50_000);

    assertThat(more.surplusSince()).isEqualTo(50_000);
    assertThat(more.surplus(true, 60_000)).isSameAs(more);
    assertThat(more.surplus(false, 60_000).surplusSince()).isZero();
    assertThat(KNOWN.surplus(false, 60_000)).isSameAs(KNOWN);
  }

  @Test
  void aReportLeavesTheCoverageAlone() {
    Presence complete = KNOWN.complete(50_000).surplus(true, 55_000);
    Presence after = complete.reported(report(CHAT, 1, 0), CHAT, 60_000);

    assertThat(after.ready()).isEqualTo(1);
    assertThat(after.completeAt()).isEqualTo(50_000);
    assertThat(after.surplusSince()).isEqualTo(55_000);
  }
}
