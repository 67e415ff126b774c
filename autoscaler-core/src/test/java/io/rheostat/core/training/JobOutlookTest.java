package io.rheostat.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.Tuning;
import org.junit.jupiter.api.Test;

/// Worth of a job's allocations under the settings in use: fairness 0, size exponent 0.25.
final class JobOutlookTest {
  private static JobOutlook outlook(double secondsLeft, double restartSeconds) {
    return JobOutlook.of(50, secondsLeft, restartSeconds, 3, 600, 1);
  }

  @Test
  void theSettingsAreThoseTheNumbersBelowAssume() {
    Tuning.Training tuning = Tuning.DEFAULT.training();

    assertThat(tuning.fairness()).isZero();
    assertThat(tuning.sizeExponent()).isEqualTo(0.25);
    assertThat(tuning.keptSeconds()).isEqualTo(180);
    assertThat(tuning.keptDelays()).isEqualTo(3);
  }

  @Test
  void theFairShareIsWorthTheDelayCost() {
    assertThat(outlook(600, 30).usdPerHour(50, false))
        .isCloseTo(3 * (1 + Math.log(1.001)), within(1e-12));
  }

  @Test
  void twiceTheFairShareIsWorthItsLogarithmMore() {
    assertThat(outlook(600, 30).usdPerHour(100, false))
        .isCloseTo(3 * (1 + Math.log(2.001)), within(1e-12));
  }

  @Test
  void waitingCostsAboutSixDelayCosts() {
    assertThat(outlook(600, 30).usdPerHour(0, false))
        .isCloseTo(3 * (1 + Math.log(1e-3)), within(1e-12));
  }

  /// The horizon is 180 + 3·30 = 270 s, so 270 of 300 s remain.
  @Test
  void aLongJobKeepsTheHorizonsShareAfterARestart() {
    assertThat(outlook(6_000, 30).afterRestart()).isCloseTo(0.9, within(1e-12));
    assertThat(outlook(6_000, 30).usdPerHour(100, true))
        .isCloseTo(3 * (1 + Math.log(1.801)), within(1e-12));
  }

  @Test
  void aJobAboutToEndLosesMoreByARestart() {
    assertThat(outlook(90, 30).afterRestart()).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void slowRestartsStretchTheHorizon() {
    // 180 + 3·250 = 930 of 1,180 s.
    assertThat(outlook(6_000, 250).afterRestart()).isCloseTo(930.0 / 1_180, within(1e-12));
  }

  @Test
  void theWeightIsThatOfTheRemainingTime() {
    assertThat(outlook(9_600, 30).weight()).isCloseTo(0.5, within(1e-12));
    assertThat(outlook(600, 30).weight()).isEqualTo(1);
  }

  @Test
  void theWeightIsNotInTheWorth() {
    assertThat(outlook(9_600, 30).usdPerHour(100, false))
        .isCloseTo(3 * (1 + Math.log(2.001)), within(1e-12));
  }
}
