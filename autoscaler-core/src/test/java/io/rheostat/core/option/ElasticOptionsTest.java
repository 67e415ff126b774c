package io.rheostat.core.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
import io.rheostat.core.stage.Given;
import io.rheostat.model.decision.Option;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.TrainingProfile;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Options of a job at 3 $ an hour of its time, on eight devices at 4 $/h that it shares with
/// another: 320 samples a second on four of them are fair. A restart takes 30 s, and 20 s of work.
final class ElasticOptionsTest {
  private static final double SAMPLES = 1e7;
  private static final double REFERENCE = 600;
  private static final TrainingProfile LOSES = new TrainingProfile(0, 8, 5, 7);

  private Allocation desired = Allocation.NONE;
  private double left = 3_200;
  private TrainingProfile profile = LOSES;
  private int least;
  private Optional<Instant> deadline = Optional.empty();
  private Pool pool = Given.pool("main", Map.of("h100", 8));

  private Candidates candidates() {
    Objective.Training objective =
        new Objective.Training(SAMPLES, 32, 32, 9_000, deadline, 50)
            .with(new ElasticTraining(3, BatchRange.fixedPerReplica(32, 32)));
    Workload workload =
        Given.workload(
            "job", "main", objective, Given.bounds(least, 8), Given.placement("big", "h100"));
    MemberState member = Given.member(workload, desired);
    List<WidthGoodput> goodputs =
        List.of(
            new WidthGoodput("big", 1, 100, 1),
            new WidthGoodput("big", 2, 180, 1),
            new WidthGoodput("big", 4, 320, 1),
            new WidthGoodput("big", 8, 500, 1));
    return TrainingOptions.of(
        member,
        new PoolResources("main", Given.catalogue(pool, Given.device("h100", 4))),
        objective,
        new Measure.Training(0, SAMPLES - 320 * left, 0, 1, false, goodputs, profile),
        new JobShare(2, REFERENCE),
        Given.START);
  }

  private Candidate candidate(int width) {
    return candidates().all().stream()
        .filter(one -> one.option().allocation().total() == width)
        .findFirst()
        .orElseThrow();
  }

  private Option option(int width) {
    return candidate(width).option();
  }

  /// Worth of a speed over the fair share: 3 $ at it, and the logarithm of the rest.
  private static double worth(double speed) {
    return 3 * (1 + Math.log(speed + 1e-3));
  }

  private List<Integer> widths() {
    return candidates().all().stream()
        .map(one -> one.option().allocation().total())
        .sorted()
        .toList();
  }

  @Test
  void aWidthIsWorthTheLogarithmOfItsSpeedOverTheFairShare() {
    assertThat(option(4).valueUsdPerHour()).isCloseTo(3 * (1 + Math.log(1.001)), within(1e-9));
    assertThat(option(1).valueUsdPerHour()).isCloseTo(worth(100 / 320.0), within(1e-9));
    assertThat(option(8).valueUsdPerHour()).isCloseTo(worth(500 / 320.0), within(1e-9));
    assertThat(option(8).performance()).isEqualTo(500);
    assertThat(option(8).costUsdPerHour()).isEqualTo(32);
  }

  @Test
  void waitingLosesTwentyDollarsAndCostsNothing() {
    // 3 · (1 + ln 0.001).
    assertThat(option(0).valueUsdPerHour()).isCloseTo(-17.723265837, within(1e-8));
    assertThat(option(0).costUsdPerHour()).isZero();
    assertThat(option(0).changeUsdPerHour()).isZero();
    assertThat(candidate(0).devices()).containsExactly(0);
    desired = Allocation.of("big", 4);
    assertThat(option(0).changeUsdPerHour()).isZero();
  }

  @Test
  void aMinimumLeavesNoWaiting() {
    least = 2;

    assertThat(widths()).containsExactly(2, 4, 8);
  }

  @Test
  void aRestartTakesItsShareOfTheSpeedWhileTheChoiceIsKept() {
    desired = Allocation.of("big", 2);

    // 50 s of a restart are kept for 180 + 3 · 50 = 330 s.
    double slowed = 330.0 / 380;
    assertThat(option(4).changeUsdPerHour()).isCloseTo(worth(1) - worth(slowed), within(1e-9));
    assertThat(option(8).changeUsdPerHour())
        .isCloseTo(worth(500 / 320.0) - worth(500 / 320.0 * slowed), within(1e-9));
    assertThat(option(2).changeUsdPerHour()).isZero();
  }

  @Test
  void aRestartOfAJobAboutToEndIsPaidForByWhatIsLeft() {
    desired = Allocation.of("big", 2);
    left = 100;
    assertThat(option(4).changeUsdPerHour()).isCloseTo(worth(1) - worth(100.0 / 150), within(1e-9));

    // Less than ten seconds count as ten.
    left = 3;
    assertThat(option(4).changeUsdPerHour()).isCloseTo(worth(1) - worth(10.0 / 60), within(1e-9));
  }

  @Test
  void aRestartWithoutACheckpointTakesOnlyTheStart() {
    profile = TrainingProfile.UNLIMITED;

    // 30 s of 180 + 3 · 30 = 270 s.
    assertThat(option(4).changeUsdPerHour()).isCloseTo(worth(1) - worth(270.0 / 300), within(1e-9));
  }

  @Test
  void theWeightMultipliesTheWholeNetValue() {
    desired = Allocation.of("big", 2);
    double weight = Math.pow(3_200 / REFERENCE, -0.25);
    double change = worth(1) - worth(330.0 / 380);

    assertThat(option(4).netUsdPerHour()).isCloseTo(worth(1) - 16 - change, within(1e-9));
    assertThat(candidate(4).score()).isCloseTo(weight * (worth(1) - 16 - change), within(1e-9));
    assertThat(candidate(2).score()).isCloseTo(weight * (worth(180 / 320.0) - 8), within(1e-9));
    assertThat(candidate(0).score()).isCloseTo(weight * worth(0), within(1e-9));
  }

  /// A pool that is paid anyway: devices cost nothing, but a restart still takes the job's time.
  @Test
  void aRestartIsLostValueWhereDevicesCostNothing() {
    pool = new Pool("main", new TreeMap<>(Map.of("h100", 8)), OptionalDouble.empty(), 2, 0);
    desired = Allocation.of("big", 2);

    assertThat(option(4).netUsdPerHour()).isCloseTo(2 * worth(330.0 / 380), within(1e-9));
    assertThat(option(2).netUsdPerHour()).isCloseTo(2 * worth(180 / 320.0), within(1e-9));
  }

  @Test
  void aJobOfTheReferenceHasItsNetValueAsScoreAndAShorterOneMore() {
    left = REFERENCE;
    assertThat(candidate(0).score()).isCloseTo(worth(0), within(1e-9));

    // A sixteenth of the reference weighs twice.
    left = REFERENCE / 16;
    assertThat(candidate(0).score()).isCloseTo(2 * worth(0), within(1e-9));
  }

  @Test
  void thePoolsOwnWeightsStandInTheNetValue() {
    pool = new Pool("main", new TreeMap<>(Map.of("h100", 8)), OptionalDouble.empty(), 2, 0.5);
    desired = Allocation.of("big", 4);
    left = REFERENCE;

    assertThat(candidate(4).score()).isCloseTo(2 * worth(1) - 0.5 * 16, within(1e-9));
  }

  @Test
  void widthsBeyondTwiceTheWidestThatRanAreRefused() {
    profile = new TrainingProfile(4, 0, 0, 0);

    assertThat(widths()).containsExactly(0, 1, 2, 4);
    assertThat(candidates().refusals())
        .containsExactly("big: width 8 is more than twice the widest that ran.");
    profile = new TrainingProfile(8, 0, 0, 0);
    assertThat(widths()).containsExactly(0, 1, 2, 4, 8);
    assertThat(candidates().refusals()).isEmpty();
  }

  /// At its fair share the job takes 3,200 s, 2,909 to 3,556 s with 10 % to either side; 50 s of a
  /// restart count as late.
  @Test
  void anHourCostsTheLateLossTooAsFarAsTheFairShareMayBeLate() {
    double speed = 500 / 320.0;
    deadline = Optional.of(Given.at(3_610));
    assertThat(option(8).valueUsdPerHour()).isCloseTo(worth(speed), within(1e-9));

    deadline = Optional.of(Given.at(2_950));
    assertThat(option(8).valueUsdPerHour()).isCloseTo(53 / 3.0 * worth(speed), within(1e-9));
    assertThat(option(0).valueUsdPerHour()).isCloseTo(53 / 3.0 * worth(0), within(1e-9));

    deadline = Optional.of(Given.at(3_300));
    double chance = (3_200 / 0.9 - 3_250) / (3_200 / 0.9 - 3_200 / 1.1);
    assertThat(option(8).valueUsdPerHour())
        .isCloseTo((3 + 50 * chance) / 3 * worth(speed), within(1e-9));
  }

  @Test
  void anOverdueJobIsWorthTheMoreTheFasterItEnds() {
    deadline = Optional.of(Given.at(-3_600));

    assertThat(option(8).valueUsdPerHour() - option(4).valueUsdPerHour())
        .isCloseTo(53 * (Math.log(500 / 320.0 + 1e-3) - Math.log(1.001)), within(1e-9));
  }
}
