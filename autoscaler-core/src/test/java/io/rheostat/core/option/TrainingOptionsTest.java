package io.rheostat.core.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
import io.rheostat.core.stage.Given;
import io.rheostat.model.decision.Option;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Sharding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Options of a run worth 2000 $ for 10 million samples, on devices at 4 $/h: 500 samples a second
/// earn 360 $/h.
class TrainingOptionsTest {
  private static final double SAMPLES = 1e7;

  private static Objective.Training run(Optional<Instant> deadline, double lateLoss) {
    return new Objective.Training(SAMPLES, 32, 32, 2000, deadline, lateLoss);
  }

  private static Workload job(int least, int most) {
    return Given.workload(
        "job",
        "main",
        run(Optional.empty(), 0),
        Given.bounds(least, most),
        Given.placement("big", "h100"));
  }

  private static PoolResources resources(int devices) {
    return new PoolResources(
        "main",
        Given.catalogue(Given.pool("main", Map.of("h100", devices)), Given.device("h100", 4)));
  }

  private static Measure.Training measure(double progress, WidthGoodput... goodputs) {
    return new Measure.Training(0, progress, 0, 1, false, List.of(goodputs));
  }

  private static WidthGoodput goodput(int width, double samples) {
    return new WidthGoodput("big", width, samples, 1);
  }

  private static Measure.Training widths() {
    return measure(0, goodput(1, 150), goodput(2, 280), goodput(4, 500), goodput(8, 800));
  }

  private static Candidates options(MemberState member, int devices) {
    return TrainingOptions.of(
        member, resources(devices), run(Optional.empty(), 0), widths(), JobShare.NONE, Given.START);
  }

  private static List<Integer> replicas(Candidates candidates) {
    return candidates.all().stream()
        .map(candidate -> candidate.option().allocation().total())
        .sorted()
        .toList();
  }

  /// Value of width 4 at a goodput, under a deadline after so many hours; width 8 is twice as fast.
  private static double value(double hours, double lateLoss, double progress, double goodput) {
    Optional<Instant> deadline = Optional.of(Given.at(hours * 3600));
    Candidates candidates =
        TrainingOptions.of(
            Given.member(job(0, 8), Allocation.of("big", 4)),
            resources(8),
            run(deadline, lateLoss),
            measure(progress, goodput(4, goodput), goodput(8, 2 * goodput)),
            JobShare.NONE,
            Given.START);
    return candidates.all().stream()
        .map(Candidate::option)
        .filter(option -> option.allocation().total() == 4)
        .findFirst()
        .orElseThrow()
        .valueUsdPerHour();
  }

  @Test
  void widthsWithinBoundsAreOptionsAndOthersAreNotMentioned() {
    Candidates candidates = options(Given.member(job(2, 4), Allocation.NONE), 40);

    assertThat(replicas(candidates)).containsExactly(2, 4);
    assertThat(candidates.refusals()).isEmpty();
  }

  @Test
  void aPauseIsAnOptionOnlyWithoutAMinimum() {
    assertThat(replicas(options(Given.member(job(0, 8), Allocation.NONE), 40)))
        .containsExactly(0, 1, 2, 4, 8);
    assertThat(replicas(options(Given.member(job(1, 8), Allocation.NONE), 40)))
        .containsExactly(1, 2, 4, 8);
  }

  @Test
  void aWidthBeyondThePoolIsRefusedAndOneThatFitsExactlyIsNot() {
    Candidates candidates = options(Given.member(job(1, 8), Allocation.NONE), 4);

    assertThat(replicas(candidates)).containsExactly(1, 2, 4);
    assertThat(candidates.refusals()).containsExactly("big: width 8 is more than the pool's 4.");
  }

  @Test
  void anUndeclaredDeviceIsRefused() {
    PoolResources unknown =
        new PoolResources("main", Given.catalogue(Given.pool("main", Map.of("h100", 4))));

    Candidates candidates =
        TrainingOptions.of(
            Given.member(job(1, 1), Allocation.NONE),
            unknown,
            run(Optional.empty(), 0),
            widths(),
            JobShare.NONE,
            Given.START);

    assertThat(candidates.all()).isEmpty();
    assertThat(candidates.refusals()).containsExactly("big: device h100 is not declared.");
  }

  @Test
  void aPlacementOutOfCapacityIsRefusedUntilItsTime() {
    MemberState member = Given.member(job(1, 1), Allocation.NONE);

    assertThat(options(Given.lacking(member, "big", Given.at(1)), 40).refusals())
        .containsExactly("big: no capacity on big: sold out, tried again at 2026-01-01T00:00:01Z");
    assertThat(replicas(options(Given.lacking(member, "big", Given.START), 40))).containsExactly(1);
  }

  @Test
  void aPlacementNoLongerDeclaredIsPassedOver() {
    Candidates candidates =
        TrainingOptions.of(
            Given.member(job(1, 8), Allocation.NONE),
            resources(40),
            run(Optional.empty(), 0),
            measure(0, new WidthGoodput("gone", 4, 900, 1), goodput(2, 280)),
            JobShare.NONE,
            Given.START);

    assertThat(replicas(candidates)).containsExactly(2);
    assertThat(candidates.refusals()).isEmpty();
  }

  /// 20 billion weights of 2 bytes, with gradients and optimiser states 16 bytes each, are 320 GB:
  /// 160 GB a device at width 2 and 80 GB at width 4, of 85.9 GB.
  @Test
  void aWidthWithoutRoomForItsStateIsRefused() {
    Workload large =
        new Workload(
            "job",
            "main",
            run(Optional.empty(), 0),
            Optional.of(new ModelShape(2e10, 32, 8, 128, Precision.BF16, Sharding.ZERO3)),
            List.of(Given.placement("big", "h100")),
            Given.bounds(2, 4),
            List.of(),
            List.of());

    Candidates candidates = options(Given.member(large, Allocation.NONE), 40);

    assertThat(replicas(candidates)).containsExactly(4);
    assertThat(candidates.refusals()).hasSize(1);
    assertThat(candidates.refusals().getFirst()).startsWith("big: h100 has 80.0 GiB; at width 2");
  }

  @Test
  void aJobWithoutAModelIsNotCheckedForMemory() {
    Workload unknown =
        new Workload(
            "job",
            "main",
            run(Optional.empty(), 0),
            Optional.empty(),
            List.of(Given.placement("big", "h100")),
            Given.bounds(1, 1),
            List.of(),
            List.of());

    assertThat(replicas(options(Given.member(unknown, Allocation.NONE), 40))).containsExactly(1);
  }

  /// Mean hours after a deadline of ends that are spread evenly over the interval of ± 10 %.
  private static double lateHours(double hours, double deadline) {
    double earliest = hours / 1.1;
    double width = hours / 0.9 - earliest;
    double sum = 0;
    int ends = 100_000;
    for (int i = 0; i < ends; i++) {
      sum += Math.max(0, earliest + width * (i + 0.5) / ends - deadline);
    }
    return sum / ends;
  }

  @Test
  void aRunThatEndsInTimeLosesNothing() {
    // 10 million samples at 500 a second take 5.56 h, at the latest 6.17 h.
    assertThat(value(10, 50, 0, 500)).isCloseTo(360, within(1e-9));
    // 3.6 million take 2 h, at the latest 2.22 h, and a restart of 30 s comes before the deadline.
    assertThat(value(2.24, 50, SAMPLES - 3.6e6, 500)).isCloseTo(360, within(1e-9));
    assertThat(value(2.22, 50, SAMPLES - 3.6e6, 500)).isLessThan(360).isGreaterThan(359.9);
  }

  @Test
  void aRunThatMayEndLateLosesTheLateShareOfItsHours() {
    double restart = 30 / 3_600.0;
    // Expected after 5.56 h, due after 4 h.
    double hours = SAMPLES / 500 / 3_600;
    assertThat(value(4, 50, 0, 500))
        .isCloseTo(360 - 50 * lateHours(hours, 4 - restart) / hours, within(1e-6));
    // Expected a little before the deadline, it is late in one of four cases.
    assertThat(value(5.8, 50, 0, 500))
        .isCloseTo(360 - 50 * lateHours(hours, 5.8 - restart) / hours, within(1e-6));
    // Half of it done, due after 2 h.
    assertThat(value(2, 50, SAMPLES / 2, 500))
        .isCloseTo(360 - 50 * lateHours(hours / 2, 2 - restart) / (hours / 2), within(1e-6));
  }

  /// The time that is over cannot be won back; each hour saved from here on can.
  @Test
  void afterTheDeadlineTheHoursAfterTheEarliestEndCount() {
    double hours = SAMPLES / 500 / 3_600;
    double late = 360 - 50 * lateHours(hours, hours / 2) / hours;

    assertThat(value(-1, 50, 0, 500)).isCloseTo(late, within(1e-6));
    assertThat(value(0, 50, 0, 500)).isCloseTo(late, within(1e-6));
    // Due after an hour, and not to be had before 2.78 h.
    assertThat(value(1, 50, 0, 500)).isCloseTo(late, within(1e-6));
  }

  @Test
  void aRunWithoutALossHasNoHurry() {
    assertThat(value(-1, 0, 0, 500)).isCloseTo(360, within(1e-9));
  }

  @Test
  void aFinishedRunStillHasASampleToGo() {
    // One sample at 500 a second takes 2 ms: nothing of the next hour is late.
    assertThat(value(1, 50, 2 * SAMPLES, 500)).isCloseTo(360, within(1e-9));
  }

  @Test
  void standingStillUnderADeadlineLosesAllOfIt() {
    assertThat(value(10, 50, 0, 0)).isEqualTo(-50);
  }

  @Test
  void aPauseEarnsAndCostsNothing() {
    Option pause =
        options(Given.member(job(0, 8), Allocation.of("big", 4)), 40).all().stream()
            .map(Candidate::option)
            .filter(option -> option.allocation().equals(Allocation.NONE))
            .findFirst()
            .orElseThrow();

    assertThat(pause.valueUsdPerHour()).isZero();
    assertThat(pause.costUsdPerHour()).isZero();
    assertThat(pause.changeUsdPerHour()).isZero();
    assertThat(pause.netUsdPerHour()).isZero();
  }

  @Test
  void aRestartCostsTheMeasuredStartUpOfTheChosenPlacement() {
    MemberDraft draft = MemberDraft.of(Given.member(job(1, 8), Allocation.of("big", 2)));
    draft.startups.put("big", 90.0);

    Option four =
        options(draft.build(), 40).all().stream()
            .map(Candidate::option)
            .filter(option -> option.allocation().total() == 4)
            .findFirst()
            .orElseThrow();

    // Earnings of 360 $/h and a bill of 16 $/h for 90 s, over half an hour.
    assertThat(four.changeUsdPerHour()).isCloseTo(376 * 90 / 1800.0, within(1e-9));
  }

  @Test
  void anOptionTakesTheDevicesOfItsWidth() {
    Candidate widest = options(Given.member(job(8, 8), Allocation.NONE), 40).all().getFirst();

    assertThat(widest.devices()).containsExactly(8);
    assertThat(widest.option().performance()).isEqualTo(800);
    assertThat(widest.option().attainment()).isEqualTo(1);
  }
}
