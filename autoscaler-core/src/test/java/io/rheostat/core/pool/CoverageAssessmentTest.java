package io.rheostat.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.member.Continuity;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.stage.Given;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.decision.SourceAges;
import io.rheostat.model.estimate.CounterHealth;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Coverage of a service of eight ready replicas of 10 requests a second each, reported at the
/// start.
class CoverageAssessmentTest {
  private static final Workload CHAT =
      Given.service(
          "chat",
          "main",
          Given.bounds(1, 20),
          Given.placement("big", "h100"),
          Given.placement("small", "l40s"));

  private int ready = 8;
  private int live = 8;
  private int unreachable;
  private double level = 64;
  private double carried;
  private boolean whole;
  private double capacity = 10;
  private double behind = 1;
  private double estimatedAt;
  private Continuity watch = Continuity.NEW.observed(Given.START).complete(Given.at(-600));

  private DemandEstimate demand() {
    return new DemandEstimate(
        level,
        level,
        level,
        0,
        List.of(DemandQuantiles.certain(30, level)),
        500,
        100,
        carried,
        whole);
  }

  private Freshness freshness() {
    return new Freshness(
        Duration.ofSeconds(1),
        live,
        unreachable,
        live == 0,
        List.of(),
        Duration.ofMillis(Math.round(behind * 1000)));
  }

  private MemberState member(Workload workload, Measure measure) {
    MemberState reported =
        Given.reported(
            Given.member(workload, Allocation.of("big", ready)),
            Given.START,
            Given.running("big", ready));
    MemberDraft draft =
        MemberDraft.of(
            Given.estimated(
                reported, Given.estimate(workload, Given.at(estimatedAt), freshness(), measure)));
    draft.continuity = watch;
    return draft.build();
  }

  private MemberState member() {
    return member(
        CHAT, Given.measure(demand(), Given.capacity("big", capacity), Given.capacity("x", 99)));
  }

  private Coverage at(double seconds) {
    return CoverageAssessment.of(member(), Given.at(seconds));
  }

  private static MemberState with(MemberState member, Observed report) {
    MemberDraft draft = MemberDraft.of(member);
    draft.observed = Optional.of(report);
    return draft.build();
  }

  @Test
  void allReadyReplicasThatReportAreCompleteCoverage() {
    watch = Continuity.NEW.observed(Given.START).complete(Given.at(-60));

    Coverage coverage = at(0);

    assertThat(coverage.gap()).isEmpty();
    assertThat(coverage.ready()).isEqualTo(8);
    assertThat(coverage.reporting()).isEqualTo(8);
    assertThat(coverage.demandFactor()).isEqualTo(1);
    assertThat(coverage.watched()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aMinuteIsWatchedFirst() {
    watch = Continuity.NEW.observed(Given.START).complete(Given.at(-59.5));

    assertThat(at(0).gap()).contains("complete for 59 s since a gap, 60 s are to be watched first");
    assertThat(at(0.5).gap()).isEmpty();
    watch = Continuity.NEW.observed(Given.START);
    assertThat(at(0).gap()).contains("complete for 0 s since a gap, 60 s are to be watched first");
  }

  @Test
  void withoutAReportOfTheTargetsNothingIsKnown() {
    Coverage coverage =
        CoverageAssessment.of(Given.member(CHAT, Allocation.of("big", 8)), Given.START);

    assertThat(coverage.gap()).contains("the targets have not reported what runs");
    assertThat(coverage.ready()).isZero();
    assertThat(coverage.watched()).isEqualTo(Duration.ZERO);
    assertThat(coverage.ages()).isEqualTo(SourceAges.NEVER);
  }

  @Test
  void aReportIsBelievedForThreeMinutes() {
    estimatedAt = 180;

    assertThat(CoverageAssessment.isObserved(member(), Given.at(180))).isTrue();
    assertThat(CoverageAssessment.isObserved(member(), Given.at(180.001))).isFalse();
    assertThat(at(181).gap()).contains("the targets last reported 181 s ago");
    assertThat(at(181).ready()).isZero();
  }

  @Test
  void aReportFromAClockAheadIsAsOldAsItsReceipt() {
    MemberState ahead =
        with(
            member(),
            Given.observed(CHAT, Given.at(7_200), Generation.NONE, Given.running("big", 8)));

    assertThat(CoverageAssessment.isObserved(ahead, Given.at(180))).isTrue();
    assertThat(CoverageAssessment.isObserved(ahead, Given.at(181))).isFalse();
  }

  @Test
  void aSilentTargetIsAGapOfItsOwn() {
    PlacementLook seen =
        new PlacementLook("big", Optional.of(Given.START), Optional.empty(), Optional.empty());
    PlacementLook silent =
        new PlacementLook(
            "small", Optional.of(Given.at(-181)), Optional.empty(), Optional.of("refused"));
    PlacementLook late =
        new PlacementLook("small", Optional.of(Given.at(-180)), Optional.empty(), Optional.empty());

    assertThat(CoverageAssessment.of(with(member(), looked(seen, silent)), Given.START).gap())
        .contains("small was last seen 181 s ago: refused");
    assertThat(CoverageAssessment.of(with(member(), looked(seen, late)), Given.START).gap())
        .isEmpty();
  }

  private static Observed looked(PlacementLook... looks) {
    return new Observed(
        "chat",
        "main",
        Given.START,
        Generation.NONE,
        List.of(Given.running("big", 8), Given.running("small", 0)),
        false,
        Optional.empty(),
        List.of(looks));
  }

  @Test
  void withoutAnEstimateNothingWasMeasured() {
    MemberDraft draft = MemberDraft.of(member());
    draft.estimate = Optional.empty();

    assertThat(CoverageAssessment.of(draft.build(), Given.START).gap())
        .contains("nothing was measured yet");
  }

  @Test
  void jumpingCountersAreNoBasis() {
    Estimate jumping =
        new Estimate(
            "chat",
            "main",
            Given.START,
            freshness(),
            Given.measure(demand(), Given.capacity("big", 10)),
            new CounterHealth(2));

    assertThat(CoverageAssessment.of(Given.estimated(member(), jumping), Given.START).gap())
        .contains("counters of 2 replicas jump");
  }

  @Test
  void withoutAReplicaThatServesNothingIsMeasured() {
    live = 0;

    assertThat(at(0).gap()).contains("no replica that may take requests reports metrics");
  }

  @Test
  void metricsMayBeAMinuteBehind() {
    behind = 1;
    assertThat(at(59).gap()).isEmpty();
    assertThat(at(60).gap()).contains("metrics are 61 s behind");

    behind = 60.001;
    assertThat(at(0).gap()).contains("metrics are 60 s behind");
  }

  @Test
  void aReadyReplicaWithoutMetricsIsAGap() {
    live = 3;
    assertThat(at(0).gap()).contains("3 of 8 ready replicas report metrics");

    live = 9;
    assertThat(at(0).gap()).isEmpty();
  }

  @Test
  void aJobReportsThroughOneOfItsWorkers() {
    Workload job =
        Given.workload(
            "job", "main", Given.run(), Given.bounds(1, 8), Given.placement("big", "h100"));
    Measure.Training measure = new Measure.Training(0, 0, 1, 1, false, List.of());
    live = 1;
    assertThat(CoverageAssessment.of(member(job, measure), Given.START).gap()).isEmpty();
    assertThat(CoverageAssessment.of(member(job, measure), Given.START).demandFactor())
        .isEqualTo(1);
  }

  @Test
  void aScoredWorkloadNeedsNoMetrics() {
    Workload batch =
        Given.workload(
            "batch",
            "main",
            new Objective.Profiled(1),
            Given.bounds(1, 8),
            Given.placement("big", "h100"));
    MemberState member =
        Given.reported(
            Given.member(batch, Allocation.of("big", 2)), Given.START, Given.running("big", 2));

    assertThat(CoverageAssessment.of(member, Given.START).gap()).isEmpty();
    assertThat(CoverageAssessment.of(member, Given.at(181)).gap()).isPresent();
  }

  @Test
  void everySourceHasItsAge() {
    watch = watch.alerted(Given.at(-5)).concluded(Given.at(-9));

    SourceAges ages = at(10).ages();

    assertThat(ages.metrics()).contains(Duration.ofSeconds(11));
    assertThat(ages.observed()).contains(Duration.ofSeconds(10));
    assertThat(ages.alerts()).contains(Duration.ofSeconds(15));
    assertThat(ages.outcomes()).contains(Duration.ofSeconds(19));
  }

  @Test
  void coverageIsNotedOnlyWhileItIsComplete() {
    Continuity noted = CoverageAssessment.noted(member(), Given.at(1));
    assertThat(noted.completeAt()).contains(Given.at(1));
    assertThat(noted.silent()).isEmpty();

    live = 3;
    Continuity silent = CoverageAssessment.noted(member(), Given.at(1));
    assertThat(silent.completeAt()).contains(Given.at(-600));
    assertThat(silent.silent()).containsExactly(new Continuity.Silent(5, Given.at(1)));
  }

  @Test
  void silentReplicasCountOnlyAfterAMinute() {
    live = 3;
    level = 24;
    watch = watch.missing(5, Given.START);

    assertThat(at(59).demandFactor()).isEqualTo(1);
    // Each of three measures 8 a second: five silent ones take 40 more.
    assertThat(at(60).demandFactor()).isCloseTo(64.0 / 24, within(1e-12));
  }

  @Test
  void aSilentReplicaTakesAtMostOneAndAHalfTimesItsCapacity() {
    live = 3;
    level = 24;
    capacity = 4;
    watch = watch.missing(5, Given.START);

    // 6 instead of 8 a second each: 30 more.
    assertThat(at(60).demandFactor()).isCloseTo(54.0 / 24, within(1e-12));
  }

  @Test
  void noMoreSilentReplicasCountThanAreMissingNow() {
    live = 6;
    level = 48;
    watch = watch.missing(2, Given.START).missing(5, Given.at(0));

    assertThat(at(60).demandFactor()).isCloseTo(64.0 / 48, within(1e-12));
  }

  @Test
  void unreachableReplicasAreNotCountedTwice() {
    live = 4;
    unreachable = 4;
    carried = 32;
    watch = watch.missing(4, Given.START);

    assertThat(at(60).demandFactor()).isEqualTo(1);
  }

  @Test
  void demandOfDepartedReplicasIsTakenOff() {
    live = 4;
    unreachable = 4;
    carried = 32;
    ready = 4;
    assertThat(at(0).demandFactor()).isEqualTo(0.5);

    ready = 6; // two of the four are still ready
    assertThat(at(0).demandFactor()).isEqualTo(0.75);
    ready = 20;
    assertThat(at(0).demandFactor()).isEqualTo(1);
  }

  @Test
  void demandCountedInFrontStandsForAll() {
    live = 3;
    whole = true;
    watch = watch.missing(5, Given.START);

    assertThat(at(60).demandFactor()).isEqualTo(1);
  }

  @Test
  void withoutDemandOrReportersThereIsNoFactor() {
    live = 3;
    level = 0;
    watch = watch.missing(5, Given.START);
    assertThat(at(60).demandFactor()).isEqualTo(1);

    level = 64;
    live = 0;
    assertThat(at(60).demandFactor()).isEqualTo(1);
  }

  @Test
  void aMeasureIsScaledByTheFactor() {
    Measure.Inference measure = Given.measure(Given.demand(12), Given.capacity("big", 10));

    assertThat(CoverageAssessment.scaled(measure, coverage(1))).isSameAs(measure);
    DemandEstimate half = CoverageAssessment.scaled(measure, coverage(0.5)).demand();
    assertThat(half.level()).isEqualTo(6);
    assertThat(half.outlooks().getFirst().rates()).containsOnly(6.0);
  }

  @Test
  void extrapolatedDemandMayGrowByAQuarter() {
    Measure.Inference measure = Given.measure(Given.demand(12), Given.capacity("big", 10));

    DemandEstimate twice = CoverageAssessment.scaled(measure, coverage(2)).demand();

    assertThat(twice.level()).isEqualTo(24);
    List<Double> rates = twice.outlooks().getFirst().rates();
    assertThat(rates.subList(0, DemandQuantiles.MEDIAN)).containsOnly(24.0);
    assertThat(rates.subList(DemandQuantiles.MEDIAN, rates.size())).containsOnly(30.0);
  }

  private static Coverage coverage(double factor) {
    return new Coverage(8, 8, 0, factor, Duration.ZERO, SourceAges.NEVER, Optional.empty());
  }
}
