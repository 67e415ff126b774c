package io.rheostat.contest.baseline.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.contest.baseline.ServiceViews;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeadroomTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration RATE = Duration.ofSeconds(15);

  @Test
  void theHeadroomMayBeAFractionOrAFactor() {
    assertThat(replicas(4, 1, 0)).isEqualTo(3);
    assertThat(replicas(4, 1, 0.2)).isEqualTo(3);
    assertThat(replicas(4, 1, 0.4)).isEqualTo(4);
    assertThat(replicas(4, 1, 1)).isEqualTo(4);
    assertThat(replicas(4, 1.25, 0)).isEqualTo(4);
    assertThat(replicas(4.5, 1, 0)).as("an exact share").isEqualTo(3);
  }

  @Test
  void holdsUntilItHasARate() {
    Headroom headroom = headroom(Headroom.Settings.SHIPPED);
    headroom.sample(ServiceViews.view(5, 100));

    assertThat(ServiceViews.decide(headroom, ServiceViews.holdings(5, 2))).isEqualTo(2);
  }

  @Test
  void risesAtOnceAndFallsOnceTheWindowHoldsNothingHigher() {
    Headroom headroom = headroom(new Headroom.Settings(1, 1, MINUTE, RATE));
    for (int second = 0; second <= 20; second += 5) {
      headroom.sample(ServiceViews.view(second, 3L * second));
    }
    assertThat(ServiceViews.decide(headroom, ServiceViews.holdings(20, 1))).isEqualTo(3);

    for (int second = 25; second <= 75; second += 5) {
      headroom.sample(ServiceViews.view(second, 60));
      assertThat(ServiceViews.decide(headroom, ServiceViews.holdings(second, 3))).isEqualTo(3);
    }
    headroom.sample(ServiceViews.view(95, 60));
    assertThat(ServiceViews.decide(headroom, ServiceViews.holdings(95, 3))).isEqualTo(1);
  }

  @Test
  void answersStayWithinBounds() {
    Headroom headroom = headroom(Headroom.Settings.SHIPPED);
    headroom.sample(ServiceViews.view(0, 0));
    headroom.sample(ServiceViews.view(5, 1000));

    assertThat(ServiceViews.decide(headroom, ServiceViews.holdings(5, 1))).isEqualTo(8);
    assertThat(
            ServiceViews.decide(
                new StaticCount(ServiceViews.deployment(1, 8), 9), ServiceViews.holdings(0, 1)))
        .isEqualTo(8);
  }

  @Test
  void theLargestStepIsTheLargestRiseWithinAMinuteAndIsForgotten() {
    StepHeadroom headroom =
        new StepHeadroom(
            ServiceViews.deployment(1, 20),
            1,
            new StepHeadroom.Settings(1, 0.5, Duration.ofMinutes(10), MINUTE));
    long arrived = 0;
    for (int second = 0; second <= 900; second += 5) {
      headroom.sample(ServiceViews.view(second, arrived));
      arrived += 5L * (second < 300 ? 2 : 5);
      if (second == 295) {
        assertThat(headroom.largestStep(ServiceViews.at(second))).isZero();
        assertThat(ServiceViews.decide(headroom, ServiceViews.holdings(second, 3))).isEqualTo(3);
      }
    }

    assertThat(headroom.largestStep(ServiceViews.at(900))).isCloseTo(3, within(1e-9));
    assertThat(ServiceViews.decide(headroom, ServiceViews.holdings(900, 5))).isEqualTo(8);
    assertThat(headroom.largestStep(ServiceViews.at(1100))).isZero();
  }

  private static double replicas(double rate, double factor, double spare) {
    return Headroom.replicas(rate, 1.5, new Headroom.Settings(factor, spare, MINUTE, RATE));
  }

  private static Headroom headroom(Headroom.Settings settings) {
    return new Headroom(ServiceViews.deployment(1, 8), 1.5, settings);
  }
}
