package io.rheostat.contest.baseline.general;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.baseline.ServiceViews;
import io.rheostat.contest.baseline.general.AibrixApa.Stabilization;
import org.junit.jupiter.api.Test;

class AibrixApaTest {
  @Test
  void movesOutsideTenPerCentByAtMostTwice() {
    assertThat(AibrixApa.desired(1.05, 10)).isEqualTo(10);
    assertThat(AibrixApa.desired(0.95, 10)).isEqualTo(10);
    assertThat(AibrixApa.desired(1.15, 10)).isEqualTo(12);
    assertThat(AibrixApa.desired(3, 4)).isEqualTo(8);
    assertThat(AibrixApa.desired(0.85, 10)).isEqualTo(9);
    assertThat(AibrixApa.desired(0.1, 5)).isEqualTo(2);
  }

  @Test
  void asShippedTheLowestOfFiveMinutesDecidesDownwards() {
    AibrixApa apa = apa(Stabilization.SHIPPED);
    assertThat(decide(apa, 10, 4, 4)).as("0.4").isEqualTo(2);

    assertThat(decide(apa, 190, 8, 8)).as("0.8 asks for 7").isEqualTo(2);
    assertThat(decide(apa, 380, 8, 8)).as("the 2 is forgotten").isEqualTo(7);
  }

  @Test
  void fixedTheHighestOfFiveMinutesDecidesDownwards() {
    AibrixApa apa = apa(Stabilization.FIXED);
    assertThat(decide(apa, 10, 4, 10)).as("1.0").isEqualTo(4);

    assertThat(decide(apa, 200, 4, 4)).as("4 is remembered").isEqualTo(4);
    assertThat(decide(apa, 309, 4, 4)).isEqualTo(4);
    assertThat(decide(apa, 501, 4, 4)).as("both are forgotten but 309 s").isEqualTo(2);
  }

  @Test
  void risesAtOnceInBoth() {
    for (Stabilization stabilization : Stabilization.values()) {
      AibrixApa apa = apa(stabilization);
      decide(apa, 10, 4, 4);
      assertThat(decide(apa, 200, 4, 15)).isEqualTo(6);
    }
  }

  @Test
  void holdsWithoutReplicasToMeasure() {
    AibrixApa apa = apa(Stabilization.SHIPPED);
    apa.sample(ServiceViews.view(10, 0));

    assertThat(ServiceViews.decide(apa, ServiceViews.holdings(10, 3, 0))).isEqualTo(3);
  }

  /// After a sample of `running` requests a replica, the only one in its window.
  private static int decide(AibrixApa apa, double seconds, int replicas, int running) {
    apa.sample(ServiceViews.even(seconds, replicas, running, 0));
    return ServiceViews.decide(apa, ServiceViews.holdings(seconds, replicas));
  }

  private static AibrixApa apa(Stabilization stabilization) {
    return new AibrixApa(
        ServiceViews.deployment(1, 20),
        new AibrixApa.Settings(10, AibrixApa.Settings.STABLE, stabilization));
  }
}
