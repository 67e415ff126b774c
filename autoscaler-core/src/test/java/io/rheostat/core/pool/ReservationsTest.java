package io.rheostat.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Moment;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.resource.Footprint;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Devices that others need for their minimums, in a pool of 10 x h100 at 4 $/h and 10 x l40s at 2
/// $/h.
class ReservationsTest {
  private static final Placement BIG = Given.placement("big", "h100");
  private static final Placement SMALL = Given.placement("small", "l40s");
  private static final Instant NOW = Given.at(60);
  private static final Measure.Training STEPS = new Measure.Training(0, 0, 1, 1, false, List.of());

  private Catalogue catalogue =
      Given.catalogue(
          Given.pool("main", Map.of("h100", 10, "l40s", 10)),
          Given.device("h100", 4),
          Given.device("l40s", 2));

  private PoolResources view() {
    return new PoolResources("main", catalogue);
  }

  private Moment moment() {
    return new Moment(NOW, catalogue);
  }

  private static Workload service(int least, Placement... placements) {
    return Given.service("chat", "main", Given.bounds(least, 20), placements);
  }

  private static MemberState holds(Workload workload, int big) {
    return Given.reported(
        Given.member(workload, Allocation.of("big", big)), NOW, Given.running("big", big));
  }

  private Allocation missing(MemberState member) {
    return Reservations.missing(view(), member, moment());
  }

  private Reservations against(MemberState forWhom, MemberState... others) {
    PoolState state = new PoolState(PoolRoot.of("main"), new TreeMap<>()).with(forWhom);
    for (MemberState other : others) {
      state = state.with(other);
    }
    return Reservations.of(view(), state, forWhom, moment());
  }

  /// A job with a minimum of two, watched completely for a minute.
  private static MemberState watchedJob(int workers) {
    Workload job = Given.workload("job", "main", Given.run(), Given.bounds(2, 8), BIG);
    MemberState measured =
        Given.estimated(holds(job, workers), Given.estimate(job, NOW, Given.fresh(1), STEPS));
    MemberDraft draft = MemberDraft.of(measured);
    draft.continuity = draft.continuity.complete(Given.START);
    return draft.build();
  }

  private static MemberState other() {
    return Given.member(Given.service("code", "main", Given.bounds(0, 9), BIG), Allocation.NONE);
  }

  @Test
  void whatLacksForTheMinimumIsMissing() {
    assertThat(missing(holds(service(5, BIG), 2))).isEqualTo(Allocation.of("big", 3));
    assertThat(missing(holds(service(5, BIG), 5))).isEqualTo(Allocation.NONE);
    assertThat(missing(holds(service(5, BIG), 7))).isEqualTo(Allocation.NONE);
  }

  @Test
  void itIsMissingOnTheCheapestPlacement() {
    assertThat(missing(holds(service(5, BIG, SMALL), 2))).isEqualTo(Allocation.of("small", 3));
  }

  @Test
  void aPlacementWithoutRoomForAllOfItIsPassedOver() {
    catalogue =
        Given.catalogue(
            Given.pool("main", Map.of("h100", 10, "l40s", 2)),
            Given.device("h100", 4),
            Given.device("l40s", 2));

    assertThat(missing(holds(service(5, BIG, SMALL), 2))).isEqualTo(Allocation.of("big", 3));
    assertThat(missing(holds(service(4, BIG, SMALL), 2))).isEqualTo(Allocation.of("small", 2));
  }

  @Test
  void aPlacementWithoutADeviceOrOutOfCapacityIsPassedOver() {
    Placement odd = Given.placement("odd", "b200");

    assertThat(missing(holds(service(5, odd), 0))).isEqualTo(Allocation.NONE);
    assertThat(missing(Given.lacking(holds(service(5, BIG, SMALL), 2), "small", Given.at(61))))
        .isEqualTo(Allocation.of("big", 3));
    assertThat(missing(Given.lacking(holds(service(5, BIG, SMALL), 2), "small", NOW)))
        .isEqualTo(Allocation.of("small", 3));
  }

  @Test
  void aWorkloadThatIsNotResizedLacksNothing() {
    MemberState member = holds(service(5, BIG), 2);
    MemberDraft waiting = MemberDraft.of(member);
    waiting.mayPlan = false;
    MemberState observed = holds(service(5, BIG).with(Mode.OBSERVE), 2);
    MemberDraft written = MemberDraft.of(member);
    written.observed =
        Optional.of(
            new Observed(
                "chat",
                "main",
                NOW,
                Generation.NONE,
                List.of(Given.running("big", 2)),
                false,
                Optional.of("hpa")));

    assertThat(missing(waiting.build())).isEqualTo(Allocation.NONE);
    assertThat(missing(observed)).isEqualTo(Allocation.NONE);
    assertThat(missing(written.build())).isEqualTo(Allocation.NONE);
    catalogue = catalogue.apply(new Declaration(2, new Declaration.Change.Freeze("chat", "ann")));
    assertThat(missing(member)).isEqualTo(Allocation.NONE);
  }

  @Test
  void aWorkloadToBeApprovedLacksItsMinimum() {
    assertThat(missing(holds(service(5, BIG).with(Mode.APPROVE), 2)))
        .isEqualTo(Allocation.of("big", 3));
  }

  @Test
  void aCompletedJobLacksNothing() {
    Workload job = Given.workload("job", "main", Given.run(), Given.bounds(2, 8), BIG);
    Measure.Training done = new Measure.Training(0, 0, 0, 1, true, List.of());

    assertThat(
            missing(Given.estimated(holds(job, 0), Given.estimate(job, NOW, Given.fresh(1), done))))
        .isEqualTo(Allocation.NONE);
    assertThat(missing(holds(job, 0))).isEqualTo(Allocation.of("big", 2));
  }

  @Test
  void othersMinimumsAreReservedAndOnesOwnIsNot() {
    Reservations reserved = against(other(), holds(service(5, BIG), 2));

    assertThat(reserved.devices()).containsExactly(3, 0);
    assertThat(reserved.footprint()).isEqualTo(new Footprint(12_000_000, 0));
    assertThat(against(holds(service(5, BIG), 2)).devices()).containsExactly(0, 0);
  }

  @Test
  void whatIsOrderedAwayIsReturning() {
    MemberState shrinking =
        Given.reported(
            Given.member(service(0, BIG), Allocation.of("big", 4)), NOW, Given.running("big", 6));

    Reservations reserved = against(other(), shrinking);

    assertThat(reserved.returning()).containsExactly(2, 0);
    assertThat(reserved.returningFootprint()).isEqualTo(new Footprint(8_000_000, 0));
  }

  @Test
  void aGrowingWorkloadReturnsNothing() {
    MemberState growing =
        Given.reported(
            Given.member(service(0, BIG), Allocation.of("big", 6)), NOW, Given.running("big", 4));

    assertThat(against(other(), growing).returning()).containsExactly(0, 0);
  }

  @Test
  void aJobReturnsItsWorkersAboveTheMinimumToAService() {
    assertThat(against(other(), watchedJob(6)).returning()).containsExactly(4, 0);
    assertThat(against(other(), watchedJob(2)).returning()).containsExactly(0, 0);
  }

  @Test
  void aJobReturnsNothingToAnotherJob() {
    Workload second = Given.workload("run", "main", Given.run(), Given.bounds(1, 8), BIG);

    assertThat(against(Given.member(second, Allocation.NONE), watchedJob(6)).returning())
        .containsExactly(0, 0);
  }

  @Test
  void aJobThatIsNotSeenReturnsNothing() {
    MemberDraft unseen = MemberDraft.of(watchedJob(6));
    unseen.estimate = Optional.empty();

    assertThat(against(other(), unseen.build()).returning()).containsExactly(0, 0);
  }

  @Test
  void theExcessOfAJobIsWhatItHoldsAboveItsMinimum() {
    assertThat(Reservations.excess(watchedJob(6))).isEqualTo(Allocation.of("big", 4));
    assertThat(Reservations.excess(watchedJob(1))).isEqualTo(Allocation.NONE);
    assertThat(Reservations.isJob(watchedJob(1))).isTrue();
    assertThat(Reservations.isJob(other())).isFalse();
  }

  @Test
  void aClaimWithinTheMinimumLeavesNothing() {
    Reservations reserved =
        new Reservations(new int[] {5}, new Footprint(20, 30), new int[] {2}, new Footprint(8, 40));

    assertThat(reserved.devices(Reservations.Claim.MINIMUM, 0)).isZero();
    assertThat(reserved.footprint(Reservations.Claim.MINIMUM)).isEqualTo(Footprint.NONE);
  }

  @Test
  void whatIsHeldLeavesWhatNobodyElseReturns() {
    Reservations reserved =
        new Reservations(
            new int[] {5, 1}, new Footprint(20, 30), new int[] {2, 3}, new Footprint(8, 40));

    assertThat(reserved.devices(Reservations.Claim.HELD, 0)).isEqualTo(3);
    assertThat(reserved.devices(Reservations.Claim.HELD, 1)).isZero();
    assertThat(reserved.footprint(Reservations.Claim.HELD)).isEqualTo(new Footprint(12, 0));
  }

  @Test
  void moreLeavesEverythingReserved() {
    Reservations reserved =
        new Reservations(new int[] {5}, new Footprint(20, 30), new int[] {2}, new Footprint(8, 40));

    assertThat(reserved.devices(Reservations.Claim.MORE, 0)).isEqualTo(5);
    assertThat(reserved.footprint(Reservations.Claim.MORE)).isEqualTo(new Footprint(20, 30));
  }
}
