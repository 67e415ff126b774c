package io.rheostat.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Expected rates of each forecaster, from a level of 10 that grows by 2 a step below a mean of 20.
class ForecasterTest {
  private static final Forecaster.Origin ORIGIN = new Forecaster.Origin(10, 2, 1.5, 8, 20);

  @Test
  void stepsExpectTheLevelToStay() {
    assertThat(Forecaster.STEPS.location(ORIGIN, 1)).isEqualTo(10);
    assertThat(Forecaster.STEPS.location(ORIGIN, 30)).isEqualTo(10);
  }

  @Test
  void aTrendGoesOnByNineTenthsOfTheStepBefore() {
    // 2 x 0.9, then 2 x 0.81 more.
    assertThat(Forecaster.TREND.location(ORIGIN, 0)).isEqualTo(10);
    assertThat(Forecaster.TREND.location(ORIGIN, 1)).isCloseTo(11.8, within(1e-9));
    assertThat(Forecaster.TREND.location(ORIGIN, 2)).isCloseTo(13.42, within(1e-9));
  }

  @Test
  void aTrendEndsAfterNineSteps() {
    // 0.9 + 0.81 + … = 9.
    assertThat(Forecaster.TREND.location(ORIGIN, 1000)).isCloseTo(28, within(1e-9));
  }

  @Test
  void aFallingTrendEndsAtNothing() {
    Forecaster.Origin falling = new Forecaster.Origin(10, -2, 1, 8, 20);

    assertThat(Forecaster.TREND.location(falling, 1)).isCloseTo(8.2, within(1e-9));
    assertThat(Forecaster.TREND.location(falling, 30)).isZero();
  }

  @Test
  void reversionKeepsNinetyEightPercentOfTheDistanceAStep() {
    assertThat(Forecaster.REVERSION.location(ORIGIN, 0)).isEqualTo(10);
    assertThat(Forecaster.REVERSION.location(ORIGIN, 1)).isCloseTo(10.2, within(1e-9));
    assertThat(Forecaster.REVERSION.location(ORIGIN, 2)).isCloseTo(10.396, within(1e-9));
    assertThat(Forecaster.REVERSION.location(ORIGIN, 2000)).isCloseTo(20, within(1e-9));
  }

  @Test
  void halfOfADistanceIsLeftAfterSixMinutes() {
    // 34 or 35 steps of ten seconds.
    assertThat(Forecaster.REVERSION.location(ORIGIN, 34)).isLessThan(15);
    assertThat(Forecaster.REVERSION.location(ORIGIN, 35)).isGreaterThan(15);
  }

  @Test
  void aSeasonMultipliesTheLevel() {
    assertThat(Forecaster.SEASON.location(ORIGIN, 12)).isEqualTo(15);
  }

  @Test
  void aBurstIsMeasuredFromTheScaleWhereverDemandIs() {
    assertThat(Forecaster.BURST.location(ORIGIN, 12)).isEqualTo(8);
    assertThat(Forecaster.BURST.location(new Forecaster.Origin(500, 9, 3, 8, 20), 3)).isEqualTo(8);
  }
}
