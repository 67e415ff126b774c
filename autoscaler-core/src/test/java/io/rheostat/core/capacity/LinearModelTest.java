package io.rheostat.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Single steps of the filter, with every number reckoned by hand. The coefficients 1, 2 and 3 are
/// known to a half: variances 0.25, 1 and 2.25.
class LinearModelTest {
  private static final LinearModel MODEL = LinearModel.prior(new double[] {1, 2, 3}, 0.5);

  private static double[] x(double first, double second, double third) {
    return new double[] {first, second, third};
  }

  @Test
  void thePriorHasIndependentCoefficients() {
    assertThat(MODEL.mean()).containsExactly(1, 2, 3);
    assertThat(MODEL.covariance()).containsExactly(0.25, 0, 0, 0, 1, 0, 0, 0, 2.25);
    assertThat(MODEL.observations()).isZero();
  }

  @Test
  void predictionIsTheWeighedSum() {
    assertThat(MODEL.predict(x(1, 1, 1))).isEqualTo(6);
    assertThat(MODEL.predict(x(1, 10, 0))).isEqualTo(21);
  }

  @Test
  void deviationsAddUpAsSquares() {
    assertThat(MODEL.deviation(x(1, 0, 0))).isEqualTo(0.5);
    assertThat(MODEL.deviation(x(0, 0, 2))).isEqualTo(3);
    assertThat(MODEL.deviation(x(2, 0, 1))).isCloseTo(Math.sqrt(1 + 2.25), within(1e-12));
  }

  /// As sure as the observation, the first coefficient goes half of the way from 1 to 2. Its
  /// variance of 0.25 falls to a half, and a five-hundredth of it, 0.0005, is forgotten again.
  @Test
  void oneCoefficientGoesAsFarAsItIsUnsure() {
    LinearModel after = MODEL.observe(x(1, 0, 0), 2, 0.25);

    assertThat(after.mean()).containsExactly(1.5, 2, 3);
    assertThat(after.covariance()[0]).isCloseTo(0.1255, within(1e-12));
    assertThat(after.covariance()[4]).isEqualTo(1);
    assertThat(after.covariance()[8]).isEqualTo(2.25);
    assertThat(after.observations()).isEqualTo(1);
  }

  /// Two coefficients of variance 0.25 and 1 share an error of 2 beside noise of 0.75: gains are
  /// 0.125 and 0.5. The shrink is 0.5 - 0.002 / 1.25 = 0.4984.
  @Test
  void twoCoefficientsShareAnErrorByTheirVariance() {
    LinearModel after = MODEL.observe(x(1, 1, 0), 5, 0.75);

    assertThat(after.mean()).containsExactly(1.25, 3, 3);
    assertThat(after.covariance()[0]).isCloseTo(0.25 - 0.4984 * 0.0625, within(1e-12));
    assertThat(after.covariance()[1]).isCloseTo(-0.1246, within(1e-12));
    assertThat(after.covariance()[3]).isCloseTo(-0.1246, within(1e-12));
    assertThat(after.covariance()[4]).isCloseTo(0.5016, within(1e-12));
  }

  @Test
  void aSumKnownExactlyLeavesItsPartsInDoubt() {
    LinearModel after = MODEL.observe(x(1, 1, 0), 3, 1e-9);

    // The sum is as sure as two thousandths of its variance allow, each part is not.
    assertThat(after.deviation(x(1, 1, 0))).isLessThan(0.06);
    assertThat(after.deviation(x(1, -1, 0))).isGreaterThan(0.8);
  }

  @Test
  void aCoefficientNeverLosesMoreThanHalfInOneStep() {
    LinearModel after = MODEL.observe(x(1, 0, 0), -100, 0.01);

    assertThat(after.mean()).containsExactly(0.5, 2, 3);
  }

  @Test
  void withoutAnyDoubtNothingIsLearned() {
    LinearModel certain = LinearModel.prior(x(1, 2, 3), 0);

    assertThat(certain.observe(x(1, 1, 1), 100, 0)).isSameAs(certain);
    assertThat(certain.deviation(x(1, 1, 1))).isZero();
  }

  @Test
  void aCertainModelLearnsNothingFromANoisyObservation() {
    LinearModel after = LinearModel.prior(x(1, 2, 3), 0).observe(x(1, 1, 1), 100, 1);

    assertThat(after.mean()).containsExactly(1, 2, 3);
    assertThat(after.covariance()).containsOnly(0);
    assertThat(after.observations()).isEqualTo(1);
  }

  @Test
  void aModelIsNeverChangedInPlace() {
    double[] prior = {1, 2, 3};
    LinearModel model = LinearModel.prior(prior, 0.5);
    prior[0] = 7;
    LinearModel after = model.observe(x(1, 1, 1), 9, 1);

    assertThat(model.mean()).containsExactly(1, 2, 3);
    assertThat(after.mean()[0]).isNotEqualTo(1);
    assertThat(model.covariance()).containsExactly(0.25, 0, 0, 0, 1, 0, 0, 0, 2.25);
  }

  @Test
  void forgettingKeepsTheModelLearning() {
    LinearModel model = MODEL;
    for (int i = 0; i < 5000; i++) {
      model = model.observe(x(1, 0, 0), 1, 1);
    }
    double steady = model.covariance()[0];

    // Without forgetting the variance would be 1 / 5004. A step takes P / (P + 1) of it away and
    // forgets a five-hundredth: both are equal at P = 0.002 / 0.998.
    assertThat(steady).isCloseTo(0.002004, within(1e-6));
    for (int i = 0; i < 5000; i++) {
      model = model.observe(x(1, 0, 0), 2, 1);
    }
    assertThat(model.mean()[0]).isCloseTo(2, within(0.01));
  }
}
