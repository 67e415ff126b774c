package io.rheostat.contest.baseline.general;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.baseline.ServiceViews;
import io.rheostat.simulator.policy.ServiceView;
import java.util.List;
import org.junit.jupiter.api.Test;

class KpaTest {
  @Test
  void theStableWindowDividesTotalConcurrencyByTheTarget() {
    Kpa kpa = kpa(10);
    run(kpa, 0, 60, 45);

    assertThat(ServiceViews.decide(kpa, ServiceViews.holdings(60, 1)))
        .as("ceil(45 / 10)")
        .isEqualTo(5);
  }

  @Test
  void panicsAtTwiceTheReadyReplicasAndNotBefore() {
    Kpa calm = kpa(10);
    run(calm, 0, 60, 35);
    decide(calm, 60, 2);
    assertThat(calm.panics()).as("ceil(3.5) / 2 = 2").isTrue();

    Kpa below = kpa(10);
    run(below, 0, 60, 30);
    decide(below, 60, 1);
    decide(below, 62, 3);
    assertThat(below.panics()).as("panicked at 3 / 1").isTrue();
    Kpa quiet = kpa(20);
    run(quiet, 0, 60, 20);
    decide(quiet, 60, 1);
    assertThat(quiet.panics()).as("1 / 1").isFalse();
  }

  @Test
  void thePanicWindowSeesASurgeThatTheStableOneAverages() {
    Kpa kpa = kpa(10);
    run(kpa, 0, 54, 10);
    run(kpa, 54, 60, 100);

    assertThat(decide(kpa, 60, 1)).as("100 / 10, not 19 / 10").isEqualTo(10);
  }

  @Test
  void inPanicTheCountNeverFallsUntilAStableWindowAfterTheLastOverload() {
    Kpa kpa = kpa(10);
    run(kpa, 0, 60, 60);
    assertThat(decide(kpa, 60, 3)).isEqualTo(6);

    run(kpa, 60, 120, 20);
    assertThat(decide(kpa, 66, 6)).isEqualTo(6);
    assertThat(decide(kpa, 120, 6)).as("60 s after, not yet").isEqualTo(6);
    assertThat(kpa.panics()).isTrue();
    run(kpa, 120, 122, 20);
    assertThat(decide(kpa, 122, 6)).as("at most halved").isEqualTo(3);
    assertThat(kpa.panics()).isFalse();
    run(kpa, 122, 124, 20);
    assertThat(decide(kpa, 124, 3)).isEqualTo(2);
  }

  @Test
  void startsInPanicWithWhatItFindsBeyondOne() {
    Kpa kpa = kpa(10);
    run(kpa, 0, 2, 10);

    assertThat(decide(kpa, 2, 5)).isEqualTo(5);
    assertThat(kpa.panics()).isTrue();
  }

  @Test
  void holdsWithoutDataAndKeepsOneReplicaUntilTheGraceIsOver() {
    Kpa kpa = new Kpa(ServiceViews.deployment(0, 20), new Kpa.Settings(10, Kpa.Settings.STABLE));
    assertThat(decide(kpa, 2, 1)).isEqualTo(1);

    run(kpa, 2, 200, 0);
    assertThat(decide(kpa, 200, 1)).isEqualTo(1);
    assertThat(kpa.decide(ServiceViews.holdings(202, 1)).total()).isEqualTo(1);
    run(kpa, 202, 290, 0);
    assertThat(kpa.decide(ServiceViews.holdings(290, 1)).total()).isZero();
  }

  @Test
  void requestsAtTheGatewayCount() {
    Kpa kpa = kpa(10);
    kpa.sample(new ServiceView(ServiceViews.at(2), 0, 55, List.of()));

    assertThat(decide(kpa, 2, 0)).isEqualTo(6);
  }

  private static void run(Kpa kpa, int from, int until, int concurrency) {
    for (int second = from + 1; second <= until; second++) {
      kpa.sample(ServiceViews.even(second, 1, concurrency, 0));
    }
  }

  private static int decide(Kpa kpa, double seconds, int replicas) {
    return ServiceViews.decide(kpa, ServiceViews.holdings(seconds, replicas));
  }

  private static Kpa kpa(double target) {
    return new Kpa(ServiceViews.deployment(1, 20), new Kpa.Settings(target, Kpa.Settings.STABLE));
  }
}
