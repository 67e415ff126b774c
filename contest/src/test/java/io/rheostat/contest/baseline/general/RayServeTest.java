package io.rheostat.contest.baseline.general;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.baseline.ServiceViews;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RayServeTest {
  private static final RayServe.Settings SETTINGS = settings(RayServe.Factors.SHIPPED);

  @Test
  void dividesOngoingRequestsByTheTarget() {
    assertThat(RayServe.desired(SETTINGS, 45, 3)).isEqualTo(5);
    assertThat(RayServe.desired(SETTINGS, 30, 3)).isEqualTo(3);
    assertThat(RayServe.desired(SETTINGS, 21, 5)).isEqualTo(3);
  }

  @Test
  void aFactorGoesPartOfTheWayAndDoesNotStick() {
    RayServe.Settings half = settings(new RayServe.Factors(0.5, 0.5));

    assertThat(RayServe.desired(half, 70, 3)).as("3 + 0.5 * 4").isEqualTo(5);
    assertThat(RayServe.desired(half, 20, 4)).as("4 - 0.5 * 2").isEqualTo(3);
    assertThat(RayServe.desired(half, 20, 3)).as("ceil(2.5) would stay").isEqualTo(2);
    assertThat(RayServe.desired(half, 21, 3)).as("3 are needed").isEqualTo(3);
  }

  @Test
  void actsUpwardsAfterThreeHundredTicksAndOneMore() {
    RayServe ray = ray();
    ray.sample(ServiceViews.even(10, 2, 20, 5));
    for (int tick = 1; tick <= 300; tick++) {
      assertThat(decide(ray, 10, 2)).isEqualTo(2);
    }

    assertThat(decide(ray, 10, 2)).isEqualTo(5);
  }

  @Test
  void actsDownwardsAfterSixThousandTicksAndOneMore() {
    RayServe ray = ray();
    ray.sample(ServiceViews.even(10, 4, 5, 0));
    for (int tick = 1; tick <= 6000; tick++) {
      assertThat(decide(ray, 10, 4)).isEqualTo(4);
    }

    assertThat(decide(ray, 10, 4)).isEqualTo(2);
  }

  @Test
  void aTickThatAsksForTheOtherDirectionStartsOver() {
    RayServe ray = ray();
    ray.sample(ServiceViews.even(10, 2, 20, 5));
    for (int tick = 1; tick <= 300; tick++) {
      decide(ray, 10, 2);
    }
    decide(ray, 10, 9);
    for (int tick = 1; tick <= 300; tick++) {
      assertThat(decide(ray, 10, 2)).isEqualTo(2);
    }

    assertThat(decide(ray, 10, 2)).isEqualTo(5);
  }

  @Test
  void looksBackThirtySeconds() {
    RayServe ray = ray();
    ray.sample(ServiceViews.even(10, 1, 100, 0));
    for (int second : List.of(20, 30, 40)) {
      ray.sample(ServiceViews.even(second, 1, 10, 0));
    }

    for (int tick = 1; tick <= 400; tick++) {
      assertThat(decide(ray, 40, 1)).isEqualTo(1);
    }
  }

  @Test
  void startsAtOnceFromZero() {
    RayServe ray = new RayServe(ServiceViews.deployment(0, 20), SETTINGS);
    ray.sample(new ServiceView(ServiceViews.at(10), 1, 1, List.of()));

    assertThat(decide(ray, 10, 0)).isEqualTo(1);
    assertThat(ray.decideEvery()).isEqualTo(Duration.ofMillis(100));
  }

  private static int decide(RayServe ray, double seconds, int replicas) {
    return ServiceViews.decide(ray, ServiceViews.holdings(seconds, replicas));
  }

  private static RayServe ray() {
    return new RayServe(ServiceViews.deployment(1, 20), SETTINGS);
  }

  private static RayServe.Settings settings(RayServe.Factors factors) {
    return new RayServe.Settings(
        10, RayServe.Settings.UP_DELAY, RayServe.Settings.DOWN_DELAY, factors);
  }
}
