package io.rheostat.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Directions of descent before and after a step was learned.
final class QuasiNewtonTest {
  private static double[] vector(double... values) {
    return values;
  }

  @Test
  void theFirstDirectionIsTheSteepestDescent() {
    assertThat(new QuasiNewton(2).of(vector(0.5, -1))).containsExactly(-0.5, 1);
  }

  @Test
  void aLongDirectionIsShortenedAsAWhole() {
    assertThat(new QuasiNewton(2).of(vector(8, -4))).containsExactly(-2, 1);
  }

  @Test
  void aDirectionWithoutAGradientIsZero() {
    assertThat(new QuasiNewton(3).of(vector(0, 0, 0))).containsExactly(0, 0, 0);
  }

  /// The secant condition: the change of gradient that a step of 1, 1 brought about calls for it.
  @Test
  void aLearnedChangeCallsForItsStep() {
    QuasiNewton newton = new QuasiNewton(2);
    newton.learn(vector(1, 1), vector(4, 1));

    double[] way = newton.of(vector(-4, -1));
    assertThat(way[0]).isCloseTo(1, within(1e-12));
    assertThat(way[1]).isCloseTo(1, within(1e-12));
  }

  /// Step (1, 0), change (2, 1): curvature 2, square 5, so the scale is 0.4 and H·y = (0.8, 0.4),
  /// y·H·y = 2. The update is H + (1 + 1)/2·ss' − (s(Hy)' + (Hy)s')/2 = (0.6, −0.2; −0.2, 0.4).
  @Test
  void theUpdateIsThatOfTheTextbook() {
    QuasiNewton newton = new QuasiNewton(2);
    newton.learn(vector(1, 0), vector(2, 1));

    double[] first = newton.of(vector(1, 1));
    double[] second = newton.of(vector(1, -1));
    assertThat(first[0]).isCloseTo(-0.4, within(1e-12));
    assertThat(first[1]).isCloseTo(-0.2, within(1e-12));
    assertThat(second[0]).isCloseTo(-0.8, within(1e-12));
    assertThat(second[1]).isCloseTo(0.6, within(1e-12));
  }

  @Test
  void aCoordinateWithoutAGradientStays() {
    QuasiNewton newton = new QuasiNewton(2);
    newton.learn(vector(1, 0), vector(2, 1));

    assertThat(newton.of(vector(0, 1))[0]).isZero();
    assertThat(newton.of(vector(0, 1))[1]).isCloseTo(-0.4, within(1e-12));
  }

  @Test
  void aStepWithoutCurvatureTeachesNothing() {
    QuasiNewton newton = new QuasiNewton(2);
    newton.learn(vector(1, 0), vector(-3, 0));
    newton.learn(vector(1, 0), vector(0, 7));

    assertThat(newton.of(vector(1, 1))).containsExactly(-1, -1);
  }

  /// On (x² + 10·y²)/2 from (1, 0.1), with exact line searches: it ends in the middle.
  @Test
  void exactSearchesEndAQuadraticInAsManyStepsAsCoordinates() {
    QuasiNewton newton = new QuasiNewton(2);
    double[] at = {1, 0.1};
    for (int i = 0; i < 2; i++) {
      double[] gradient = {at[0], 10 * at[1]};
      double[] way = newton.of(gradient);
      double slope = gradient[0] * way[0] + gradient[1] * way[1];
      double length = -slope / (way[0] * way[0] + 10 * way[1] * way[1]);
      double[] step = {length * way[0], length * way[1]};
      newton.learn(step, vector(step[0], 10 * step[1]));
      at = vector(at[0] + step[0], at[1] + step[1]);
    }

    assertThat(at[0]).isCloseTo(0, within(1e-12));
    assertThat(at[1]).isCloseTo(0, within(1e-12));
  }
}
