package io.rheostat.contest.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.contest.capacity.OfflineCapacity;
import io.rheostat.contest.trial.Contender;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.command.Generation;
import io.rheostat.simulator.testing.Scenarios;
import io.rheostat.simulator.trace.Arrivals;
import io.rheostat.simulator.trace.Lengths;
import io.rheostat.simulator.trace.Ramp;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Verdicts over runs whose course is written by hand: 14 requests a second for twenty minutes,
/// which two replicas serve and one does not.
final class TroubleJudgeTest {
  private static final Duration LENGTH = Duration.ofMinutes(20);
  private static final int STARTUP = 150;
  private static PolicyTrial trial;
  private static TroubleJudge judge;

  @BeforeAll
  static void measure() {
    var ramp =
        new Ramp(
            List.of(new Ramp.Phase(14, LENGTH)),
            Arrivals.CONSTANT,
            new Lengths.Normal(1155, 100),
            new Lengths.Normal(211, 20));
    trial =
        new PolicyTrial(
            "by-hand",
            Scenarios.of(ramp.requests(1), 3, 1, List.of()),
            Scenarios.CHAT,
            Duration.ofMinutes(1),
            LENGTH.minusMinutes(1));
    judge = new TroubleJudge(trial, new OfflineCapacity());
  }

  /// Sets counts at seconds.
  private record Order(int second, int replicas) {}

  private static RunTrack run(Order... orders) {
    Contender contender =
        new Contender() {
          @Override
          public String name() {
            return "by hand";
          }

          @Override
          public Run enter(World world, String workload, Interference trouble) {
            return until -> {
              world.advanceTo(until);
              for (int i = 0; i < orders.length; i++) {
                if (at(orders[i].second()).equals(until)) {
                  world.scale(workload, "h100", orders[i].replicas(), new Generation(1, i + 1));
                }
              }
            };
          }
        };
    return TroubledRun.run(trial, contender, Interference.NONE, 1);
  }

  private static Instant at(int second) {
    return Scenarios.START.plusSeconds(second);
  }

  private static TroubleVerdict verdict(RunTrack track, int end) {
    return judge.verdict(track, Optional.of(run()), at(end));
  }

  @Test
  void whatIsNeededIsWhatTheEnginesServe() {
    assertThat(judge.range(Scenarios.CHAT)).containsExactly(2, 2);
    assertThat(judge.startupSeconds()).isEqualTo(STARTUP);
  }

  @Test
  void aRunThatHoldsEnoughIsWell() {
    TroubleVerdict verdict = verdict(run(), 600);
    assertThat(verdict.wrongScaleDowns()).isZero();
    assertThat(verdict.secondsBelowNeed()).isZero();
    assertThat(verdict.secondsToRecover()).isZero();
    assertThat(verdict.resizes()).isZero();
  }

  @Test
  void aScaleDownThatLeavesEnoughIsNotWrong() {
    TroubleVerdict verdict = verdict(run(new Order(300, 2)), 600);
    assertThat(verdict.wrongScaleDowns()).isZero();
    assertThat(verdict.secondsBelowNeed()).isZero();
    assertThat(verdict.resizes()).isEqualTo(1);
  }

  @Test
  void aScaleDownThatLeavesTooLittleIsWrongAndShortUntilTheStartUpIsOver() {
    TroubleVerdict verdict = verdict(run(new Order(600, 1), new Order(620, 3)), 600);
    assertThat(verdict.wrongScaleDowns()).isEqualTo(1);
    // From the scale-down to the end of a start-up of about 100 s, which begins 20 s later.
    assertThat(verdict.secondsBelowNeed()).isBetween(90, 150);
    assertThat(verdict.secondsToRecover()).isCloseTo(verdict.secondsBelowNeed(), within(1));
  }

  @Test
  void ofTwoScaleDownsOnlyTheOneThatLeavesTooLittleIsWrong() {
    assertThat(verdict(run(new Order(600, 2), new Order(630, 1)), 600).wrongScaleDowns())
        .isEqualTo(1);
  }

  @Test
  void aServiceThatStaysShortDoesNotRecoverWithinTheTimeThatIsWatched() {
    TroubleVerdict verdict = verdict(run(new Order(600, 1)), 700);
    assertThat(verdict.secondsToRecover()).isGreaterThan(STARTUP);
    assertThat(verdict.secondsBelowNeed()).isBetween(590, 610);
  }

  @Test
  void secondsThatAreShortWithoutTroubleAreNoRecovery() {
    RunTrack track = run(new Order(600, 1));
    assertThat(judge.verdict(track, Optional.of(track), at(700)).secondsToRecover()).isZero();
  }

  @Test
  void costIsThatOfTheJudgedTime() {
    RunTrack all = run();
    RunTrack less = run(new Order(600, 1));
    assertThat(verdict(less, 600).costUsd()).isLessThan(verdict(all, 600).costUsd());
  }
}
