package io.rheostat.simulator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Figures of four finished jobs on two device types, reckoned by hand.
final class JobScoreTest {
  private static final JobScore SCORE =
      new JobScore(
          List.of(
              job("a", "bert", 0, 100, 1, 3_600, 0, 0.5),
              job("b", "bert", 50, 350, 0, 0, 7_200, 1),
              job("c", "ncf", 100, 600, 2, 1_800, 1_800, 1.5),
              job("d", "ncf", 500, 1_200, 4, 0, 0, 2.5)));

  private static JobScore.Finished job(
      String name,
      String application,
      double from,
      double to,
      int restarts,
      double first,
      double second,
      double fairness) {
    return new JobScore.Finished(
        name, application, from, to, restarts, List.of(first, second), fairness);
  }

  @Test
  void theCompletionTimeStartsAtTheSubmission() {
    assertThat(SCORE.jobs().get(2).seconds()).isEqualTo(500);
  }

  @Test
  void meansAreOfAllOrOfSome() {
    assertThat(SCORE.meanSeconds()).isEqualTo(400);
    assertThat(SCORE.meanSeconds(job -> job.application().equals("bert"))).isEqualTo(200);
    assertThat(SCORE.meanSeconds(job -> job.application().equals("yolov3"))).isNaN();
  }

  /// Times of 100, 300, 500 and 700 s.
  @Test
  void quantilesAreLinearBetweenNeighbours() {
    assertThat(SCORE.quantileSeconds(0)).isEqualTo(100);
    assertThat(SCORE.quantileSeconds(0.5)).isEqualTo(400);
    assertThat(SCORE.quantileSeconds(0.99)).isCloseTo(694, within(1e-9));
    assertThat(SCORE.quantileSeconds(1)).isEqualTo(700);
  }

  @Test
  void quantilesDoNotDependOnTheOrder() {
    JobScore reversed = new JobScore(SCORE.jobs().reversed());

    assertThat(reversed.quantileSeconds(0.25)).isEqualTo(250);
  }

  @Test
  void theMakespanIsTheLastEnd() {
    assertThat(SCORE.makespanSeconds()).isEqualTo(1_200);
    assertThat(new JobScore(List.of()).makespanSeconds()).isZero();
  }

  @Test
  void restartsAreAMean() {
    assertThat(SCORE.restartsPerJob()).isEqualTo(1.75);
  }

  @Test
  void deviceHoursAddUpOverTypesAndPricesDiffer() {
    assertThat(SCORE.deviceHours()).isEqualTo(4);
    // 1.5 h at 2 USD and 2.5 h at 4 USD.
    assertThat(SCORE.costUsd(List.of(2.0, 4.0))).isEqualTo(13);
  }

  @Test
  void theFairShareItselfIsNotUnfair() {
    assertThat(SCORE.worstFairness()).isEqualTo(2.5);
    assertThat(SCORE.unfairShare()).isEqualTo(0.5);
  }
}
