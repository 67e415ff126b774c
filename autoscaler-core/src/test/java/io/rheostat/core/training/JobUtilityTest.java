package io.rheostat.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Worth of speed under three fairness rules, reckoned by hand.
final class JobUtilityTest {
  @Test
  void theFairShareIsWorthOneWithASlopeOfOne() {
    for (double fairness : new double[] {-1, -0.5, 0, 0.5, 1}) {
      JobUtility utility = new JobUtility(fairness, 0);

      assertThat(utility.ofSpeed(1)).as("fairness %s", fairness).isCloseTo(1, within(0.0011));
      assertThat((utility.ofSpeed(1.01) - utility.ofSpeed(0.99)) / 0.02)
          .as("fairness %s", fairness)
          .isCloseTo(1, within(0.003));
    }
  }

  @Test
  void fairnessZeroIsTheLogarithm() {
    JobUtility utility = new JobUtility(0, 0);

    assertThat(utility.ofSpeed(2)).isCloseTo(1 + Math.log(2.001), within(1e-12));
    // A waiting job: 1 + ln 0.001, a loss of 6.9 against its fair share.
    assertThat(utility.ofSpeed(0)).isCloseTo(-5.907755, within(1e-6));
  }

  /// 1 − (1/s − 1) = 2 − 1/s.
  @Test
  void fairnessMinusOneIsTheHarmonicMean() {
    JobUtility utility = new JobUtility(-1, 0);

    assertThat(utility.ofSpeed(1.999)).isCloseTo(1.5, within(1e-12));
    assertThat(utility.ofSpeed(0.499)).isCloseTo(0, within(1e-12));
    assertThat(utility.ofSpeed(0)).isCloseTo(-998, within(1e-9));
  }

  /// 1 − 2·(1/√s − 1) = 3 − 2/√s.
  @Test
  void fairnessMinusAHalfIsSiasObjective() {
    JobUtility utility = new JobUtility(-0.5, 0);

    assertThat(utility.ofSpeed(3.999)).isCloseTo(2, within(1e-12));
    assertThat(utility.ofSpeed(0.249)).isCloseTo(-1, within(1e-12));
  }

  @Test
  void theWeightFallsWithTheRemainingTime() {
    JobUtility utility = new JobUtility(0, 0.25);

    assertThat(utility.weight(600, 600)).isEqualTo(1);
    assertThat(utility.weight(9_600, 600)).isCloseTo(0.5, within(1e-12));
    assertThat(utility.weight(37.5, 600)).isCloseTo(2, within(1e-12));
  }

  @Test
  void aSizeExponentOfZeroWeighsAllTheSame() {
    assertThat(new JobUtility(0, 0).weight(1, 600)).isEqualTo(1);
    assertThat(new JobUtility(0, 0).weight(1e6, 600)).isEqualTo(1);
  }

  @Test
  void theWeightOfAJobAboutToEndIsBound() {
    // Ten seconds are the least: (10 / 160)^−0.25 = 2.
    assertThat(new JobUtility(0, 0.25).weight(0, 160)).isCloseTo(2, within(1e-12));
    assertThat(new JobUtility(0, 0.25).weight(-5, 160)).isCloseTo(2, within(1e-12));
  }

  @Test
  void aRestartIsPricedAgainstWhatIsLeft() {
    assertThat(JobUtility.afterRestart(90, 600, 30)).isEqualTo(0.75);
    assertThat(JobUtility.afterRestart(9_000, 570, 30)).isEqualTo(0.95);
    assertThat(JobUtility.afterRestart(0, 600, 30)).isEqualTo(0.25);
    assertThat(JobUtility.afterRestart(90, 600, 0)).isEqualTo(1);
  }
}
