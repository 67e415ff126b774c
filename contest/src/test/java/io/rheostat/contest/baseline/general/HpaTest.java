package io.rheostat.contest.baseline.general;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.baseline.ServiceViews;
import io.rheostat.contest.baseline.service.PodMetric;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.simulator.policy.Holdings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HpaTest {
  @Test
  void aRatioWithinTenPerCentChangesNothing() {
    assertThat(pods(4, 4, 43, 0, 0).desired(10)).as("1.075").isEqualTo(4);
    assertThat(pods(4, 4, 37, 0, 0).desired(10)).as("0.925").isEqualTo(4);
    assertThat(pods(4, 4, 45, 0, 0).desired(10)).as("1.125").isEqualTo(5);
    assertThat(pods(4, 4, 29, 0, 0).desired(10)).as("0.725").isEqualTo(3);
    assertThat(pods(8, 8, 90, 0, 0).desired(10)).as("1.125 of 8 is 9").isEqualTo(9);
  }

  @Test
  void missingPodsAreIdleWhenItWouldRise() {
    assertThat(pods(4, 2, 60, 2, 0).desired(10)).as("60 / 4 / 10 = 1.5, of 4").isEqualTo(6);
    assertThat(pods(4, 2, 30, 2, 0).desired(10)).as("turned to 0.75").isEqualTo(4);
    assertThat(pods(4, 2, 42, 2, 0).desired(10)).as("1.05, within tolerance").isEqualTo(4);
  }

  @Test
  void missingPodsAreAtTheTargetWhenItWouldFall() {
    assertThat(pods(4, 2, 4, 2, 0).desired(10)).as("(4 + 20) / 4 / 10 = 0.6, of 4").isEqualTo(3);
    assertThat(pods(4, 3, 24, 1, 0).desired(10)).as("0.85, of 4 is 4").isEqualTo(4);
  }

  @Test
  void unreadyPodsCountAgainstARiseOnly() {
    assertThat(pods(4, 2, 60, 0, 2).desired(10)).isEqualTo(6);
    assertThat(pods(4, 2, 10, 0, 2).desired(10)).as("0.5 of 2, not of 4").isEqualTo(1);
  }

  @Test
  void neverProposesAgainstItsOwnRatio() {
    assertThat(pods(9, 2, 60, 2, 0).desired(10)).as("6 would be fewer").isEqualTo(9);
    assertThat(pods(1, 2, 4, 2, 0).desired(10)).as("3 would be more").isEqualTo(1);
    assertThat(pods(3, 0, 0, 3, 0).desired(10)).as("no metric").isEqualTo(3);
  }

  @Test
  void anExternalMetricIsDividedByItsTargetOutsideTheTolerance() {
    assertThat(HpaPods.external(12, 1, 11)).isEqualTo(11);
    assertThat(HpaPods.external(11, 1, 10)).isEqualTo(11);
    assertThat(HpaPods.external(5, 1, 8)).isEqualTo(5);
    assertThat(HpaPods.external(2, 1, 0)).isEqualTo(2);
  }

  @Test
  void fewerReplicasWaitForTheHighestOfFiveMinutes() {
    HpaScaler scaler = new HpaScaler(HpaBehavior.SHIPPED, ServiceViews.bounds(1, 20));
    assertThat(scale(scaler, 0, 8, 8)).isEqualTo(8);
    assertThat(scale(scaler, 15, 8, 3)).isEqualTo(8);
    assertThat(scale(scaler, 150, 8, 5)).isEqualTo(8);

    assertThat(scale(scaler, 299, 8, 2)).isEqualTo(8);
    assertThat(scale(scaler, 300, 8, 2)).as("the first 8 is out of the window").isEqualTo(5);
    assertThat(scale(scaler, 450, 5, 2)).isEqualTo(2);
  }

  @Test
  void moreReplicasComeAtOnceButByFourOrADoublingInFifteenSeconds() {
    HpaScaler scaler = new HpaScaler(HpaBehavior.SHIPPED, ServiceViews.bounds(1, 40));

    assertThat(scale(scaler, 0, 1, 30)).isEqualTo(5);
    assertThat(scale(scaler, 5, 5, 30)).as("still 1 at the period's start").isEqualTo(5);
    assertThat(scale(scaler, 15, 5, 30)).isEqualTo(10);
    assertThat(scale(scaler, 30, 10, 30)).isEqualTo(20);
    assertThat(scale(scaler, 45, 20, 50)).isEqualTo(40);
  }

  @Test
  void anUpwardWindowTakesTheLowestAndNeverLowers() {
    Duration window = Duration.ofSeconds(30);
    HpaBehavior behavior =
        new HpaBehavior(
            new HpaBehavior.Rules(window, HpaBehavior.SHIPPED.up().policies()),
            HpaBehavior.SHIPPED.down());
    HpaScaler scaler = new HpaScaler(behavior, ServiceViews.bounds(1, 20));
    assertThat(scale(scaler, 0, 4, 2)).isEqualTo(4);

    assertThat(scale(scaler, 15, 4, 6)).as("2 is still in the window").isEqualTo(4);
    assertThat(scale(scaler, 30, 4, 7)).as("6 is the lowest").isEqualTo(6);
  }

  @Test
  void aStartingReplicaIsAPodWithoutTheMetric() {
    Hpa hpa = hpa(PodMetric.RUNNING, 10);
    hpa.sample(ServiceViews.even(15, 2, 30, 9));

    assertThat(ServiceViews.decide(hpa, ServiceViews.holdings(15, 4, 2)))
        .as("60 / 4 / 10 of 4")
        .isEqualTo(6);
    assertThat(hpa.sampleEvery()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void aPendingReplicaIsAPodThatIsNotReady() {
    Hpa hpa = hpa(PodMetric.RUNNING, 10);
    hpa.sample(ServiceViews.even(15, 2, 30, 0));
    PlacementStatus status =
        new PlacementStatus("h100", 5, 2, 1, 0, 2, Optional.of("full"), Optional.empty());

    assertThat(ServiceViews.decide(hpa, new Holdings(ServiceViews.at(15), List.of(status))))
        .as("60 / 5 / 10 = 1.2, of 5")
        .isEqualTo(6);
  }

  @Test
  void theWaitingMetricCountsTheQueueOnly() {
    Hpa hpa = hpa(PodMetric.WAITING, 5);
    hpa.sample(ServiceViews.even(15, 2, 100, 8));

    assertThat(ServiceViews.decide(hpa, ServiceViews.holdings(15, 2))).as("1.6 of 2").isEqualTo(4);
  }

  @Test
  void aServiceWithoutReplicasGetsItsLeast() {
    Hpa hpa = hpa(PodMetric.RUNNING, 10);

    assertThat(hpa.decide(ServiceViews.holdings(15, 0)).total()).isEqualTo(1);
  }

  private static HpaPods pods(int current, int measured, double sum, int missing, int unready) {
    return new HpaPods(current, measured, sum, missing, unready);
  }

  private static int scale(HpaScaler scaler, double seconds, int current, int replicas) {
    return scaler.scale(new HpaScaler.Proposal(ServiceViews.at(seconds), current, replicas));
  }

  private static Hpa hpa(PodMetric metric, double target) {
    return new Hpa(
        ServiceViews.deployment(1, 20), new Hpa.Settings(metric, target, HpaBehavior.SHIPPED));
  }
}
