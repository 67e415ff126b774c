package io.rheostat.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.member.MemberDeclaration;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.stage.Given;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.decision.SourceAges;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Footprint;
import io.rheostat.model.resource.Placement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// Sizes of allocations of `big` at 4 $/h and `small` at 2 $/h, and their room in a pool of eight
/// devices each.
class AllocationSizeTest {
  private static final Placement BIG = Given.placement("big", "h100");
  private static final Placement SMALL = Given.placement("small", "l40s");
  private static final Workload CHAT =
      Given.service("chat", "main", Given.bounds(2, 20), BIG, SMALL);
  private static final Reservations NONE =
      new Reservations(new int[2], Footprint.NONE, new int[2], Footprint.NONE);

  private Pool pool = Given.pool("main", Map.of("h100", 8, "l40s", 8));
  private Reservations reserved = NONE;
  private double factor = 1;

  private AllocationSize size(MemberState member) {
    Coverage coverage =
        new Coverage(8, 8, 0, factor, Duration.ZERO, SourceAges.NEVER, Optional.empty());
    return new AllocationSize(view(), member, coverage, reserved);
  }

  private PoolResources view() {
    return new PoolResources(
        "main",
        Given.catalogue(
            pool, Given.device("h100", 4).withWatts(700), Given.device("l40s", 2).withWatts(300)));
  }

  private static MemberState measured(Workload workload, Measure measure) {
    return Given.estimated(
        Given.member(workload, Allocation.of("big", 4)),
        Given.estimate(workload, Given.START, Given.fresh(4), measure));
  }

  private static MemberState chat() {
    return measured(
        CHAT,
        Given.measure(Given.demand(12), Given.capacity("big", 10), Given.capacity("small", 4)));
  }

  private static Allocation mix(int big, int small) {
    return Allocation.of("big", big).with("small", small);
  }

  private static PoolResources.Spare spare(int big, int small, double usd, double watts) {
    return new PoolResources.Spare(
        new int[] {big, small}, new Footprint(Math.round(usd * 1e6), Math.round(watts * 1000)));
  }

  @Test
  void beforeTheFirstEstimateReplicasCount() {
    assertThat(size(Given.member(CHAT, Allocation.NONE)).capacity(mix(3, 2))).isEqualTo(5);
    assertThat(size(Given.member(CHAT, Allocation.NONE)).needed()).isZero();
    assertThat(size(Given.member(CHAT, Allocation.NONE)).confidence()).isEqualTo(1);
  }

  @Test
  void aServicesSizeIsItsRequestsASecond() {
    // 3 x 10 and 2 x 4, and a millionth for each replica.
    assertThat(size(chat()).capacity(mix(3, 2))).isCloseTo(38.000005, within(1e-9));
    assertThat(size(chat()).restarts()).isFalse();
  }

  @Test
  void carefulCapacityCounts() {
    MemberState careful =
        measured(CHAT, Given.measure(Given.demand(12), new PlacementCapacity("big", 1, 10, 7, 1)));

    assertThat(size(careful).capacity(mix(2, 0))).isCloseTo(14, within(1e-5));
  }

  @Test
  void replicasThatServeNothingStillCountALittle() {
    MemberState nothing = measured(CHAT, Given.measure(Given.demand(12)));

    assertThat(size(nothing).capacity(mix(3, 0))).isGreaterThan(0);
    assertThat(size(nothing).capacity(mix(2, 0))).isLessThan(size(nothing).capacity(mix(3, 0)));
  }

  @Test
  void aJobsSizeIsTheGoodputOfItsWidth() {
    Workload job = Given.workload("job", "main", Given.run(), Given.bounds(1, 8), BIG, SMALL);
    MemberState member =
        measured(
            job,
            new Measure.Training(
                0,
                0,
                2,
                1,
                false,
                List.of(new WidthGoodput("big", 2, 300, 1), new WidthGoodput("small", 2, 90, 1))));

    assertThat(size(member).capacity(mix(2, 0))).isEqualTo(300);
    assertThat(size(member).capacity(mix(0, 2))).isEqualTo(90);
    assertThat(size(member).capacity(mix(3, 0))).isCloseTo(3e-6, within(1e-12));
    assertThat(size(member).capacity(mix(2, 2))).isCloseTo(4e-6, within(1e-12));
    assertThat(size(member).restarts()).isTrue();
    assertThat(size(member).needed()).isZero();
    assertThat(size(member).confidence()).isEqualTo(1);
  }

  @Test
  void aScoredSizeIsTheSumOfTheScores() {
    Workload batch =
        Given.workload("batch", "main", new Objective.Profiled(1), Given.bounds(0, 8), BIG, SMALL);

    assertThat(size(measured(batch, new Measure.Profiled())).capacity(mix(3, 2))).isEqualTo(5);
    assertThat(size(measured(batch, new Measure.Profiled())).capacity(Allocation.of("gone", 2)))
        .isZero();
  }

  @Test
  void neededAreTheArrivalsAndAThirtiethOfTheQueue() {
    DemandEstimate queued =
        new DemandEstimate(12, 12, 12, 60, List.of(DemandQuantiles.certain(40, 12)), 500, 100);
    MemberState member = measured(CHAT, Given.measure(queued, Given.capacity("big", 10)));

    assertThat(size(member).needed()).isCloseTo(14, within(1e-12));
    factor = 2;
    assertThat(size(member).needed()).isCloseTo(28, within(1e-12));
  }

  @Test
  void confidenceIsTheLeastOfThePlacementsInUse() {
    MemberState member =
        measured(
            CHAT,
            Given.measure(
                Given.demand(12),
                new PlacementCapacity("big", 1, 10, 10, 0.7),
                new PlacementCapacity("small", 1, 4, 4, 0.1)));
    MemberDraft both = MemberDraft.of(member);
    both.desired = mix(1, 1);

    assertThat(size(member).confidence()).isEqualTo(0.7);
    assertThat(size(both.build()).confidence()).isEqualTo(0.1);
  }

  @Test
  void theCheapestPlacementIsThatOfTheCheapestUnit() {
    // 4 $/h for 10 are less than 2 $/h for 4.
    assertThat(size(chat()).cheapestPlacement()).isEqualTo("big");
    MemberState even =
        measured(
            CHAT,
            Given.measure(Given.demand(12), Given.capacity("big", 7), Given.capacity("small", 4)));
    assertThat(size(even).cheapestPlacement()).isEqualTo("small");
  }

  @Test
  void aPlacementWithoutDevicesIsNotTheCheapest() {
    pool = Given.pool("main", Map.of("l40s", 8));
    assertThat(size(chat()).cheapestPlacement()).isEqualTo("small");

    pool = Given.pool("main", Map.of());
    assertThat(size(chat()).cheapestPlacement()).isEmpty();
  }

  @Test
  void anAllocationFitsIntoTheSpareDevicesToTheLast() {
    assertThat(size(chat()).fits(mix(5, 3), spare(5, 3, 0, 0))).isTrue();
    assertThat(size(chat()).fits(mix(5, 3), spare(4, 3, 0, 0))).isFalse();
    assertThat(size(chat()).fits(mix(5, 3), spare(5, 2, 0, 0))).isFalse();
  }

  @Test
  void aPlacementNobodyDeclaredFitsNowhere() {
    assertThat(size(chat()).fits(Allocation.of("gone", 1), spare(8, 8, 0, 0))).isFalse();
    pool = Given.pool("main", Map.of("h100", 8));
    assertThat(size(chat()).fits(mix(1, 1), new PoolResources.Spare(new int[] {8}, Footprint.NONE)))
        .isFalse();
  }

  @Test
  void drainingReplicasStillTakeTheirDevices() {
    MemberState draining =
        Given.reported(
            chat(),
            Given.START,
            new PlacementStatus("big", 4, 4, 0, 2, 0, Optional.empty(), Optional.empty()));

    assertThat(size(draining).fits(mix(4, 0), spare(6, 8, 0, 0))).isTrue();
    assertThat(size(draining).fits(mix(4, 0), spare(5, 8, 0, 0))).isFalse();
    assertThat(size(draining).affordable(mix(4, 0), spare(8, 8, 0, 0))).isTrue();
    pool = Given.pool("main", Map.of("h100", 8, "l40s", 8), 23);
    assertThat(size(draining).affordable(mix(4, 0), spare(8, 8, 0, 0))).isFalse(); // 24 $/h
  }

  @Test
  void leavingReplicasStillTakeTheirDevices() {
    MemberDraft draft = MemberDraft.of(chat());
    draft.leaving =
        List.of(
            new MemberDeclaration.Leaving(
                Given.placement("old", "h100"), 3, Given.START, Optional.empty()));

    // Four and the three of a placement no longer declared are seven.
    assertThat(size(draft.build()).fits(mix(4, 0), spare(7, 8, 0, 0))).isTrue();
    assertThat(size(draft.build()).fits(mix(4, 0), spare(6, 8, 0, 0))).isFalse();
    assertThat(size(chat()).fits(mix(4, 0), spare(4, 8, 0, 0))).isTrue();
  }

  @Test
  void reservationsBindWhatIsMoreThanTheCurrentAllocation() {
    reserved = new Reservations(new int[] {2, 0}, Footprint.NONE, new int[] {1, 0}, Footprint.NONE);

    // Four are held: the fifth needs two more devices beside it, four need one, and the minimum of
    // two none.
    assertThat(size(chat()).fits(mix(5, 0), spare(7, 8, 0, 0))).isTrue();
    assertThat(size(chat()).fits(mix(5, 0), spare(6, 8, 0, 0))).isFalse();
    assertThat(size(chat()).fits(mix(4, 0), spare(5, 8, 0, 0))).isTrue();
    assertThat(size(chat()).fits(mix(4, 0), spare(4, 8, 0, 0))).isFalse();
    assertThat(size(chat()).fits(mix(2, 0), spare(2, 8, 0, 0))).isTrue();
  }

  @Test
  void aBudgetPaysForItBesideOthersAndTheirReservations() {
    pool = Given.pool("main", Map.of("h100", 8, "l40s", 8), 30);
    assertThat(size(chat()).affordable(mix(5, 0), spare(8, 8, 10, 0))).isTrue();
    assertThat(size(chat()).affordable(mix(5, 0), spare(8, 8, 10.1, 0))).isFalse();

    reserved =
        new Reservations(new int[2], new Footprint(4_000_000, 0), new int[2], Footprint.NONE);
    assertThat(size(chat()).affordable(mix(5, 0), spare(8, 8, 6, 0))).isTrue();
    assertThat(size(chat()).affordable(mix(5, 0), spare(8, 8, 6.1, 0))).isFalse();
    assertThat(size(chat()).affordable(mix(2, 0), spare(8, 8, 22, 0))).isTrue();
  }

  @Test
  void powerSustainsItBesideOthers() {
    pool = pool.withMaxWatts(5_000);
    PoolResources.Spare others = new PoolResources.Spare(new int[3], new Footprint(0, 1_500_000));

    assertThat(size(chat()).powered(mix(5, 0), others)).isTrue(); // 3500 W
    assertThat(size(chat()).powered(mix(5, 1), others)).isFalse();
  }

  @Test
  void aWorkloadsOwnDollarsLimitIt() {
    Workload limited =
        Given.service("chat", "main", new Bounds(0, 20, OptionalDouble.of(14)), BIG, SMALL);

    assertThat(size(Given.member(limited, Allocation.NONE)).withinCost(mix(3, 1))).isTrue();
    assertThat(size(Given.member(limited, Allocation.NONE)).withinCost(mix(3, 2))).isFalse();
    assertThat(size(chat()).withinCost(mix(20, 20))).isTrue();
  }
}
