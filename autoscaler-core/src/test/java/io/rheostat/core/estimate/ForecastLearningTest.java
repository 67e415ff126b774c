package io.rheostat.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.series.BucketRing;
import io.rheostat.core.workload.GatewayArrivals;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.model.signal.Signal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Steps of ten seconds fed to the forecast, of two requests a second since the first second.
class ForecastLearningTest {
  private final RootDraft root = new RootDraft(WorkloadRoot.of("chat"));

  @BeforeEach
  void twoASecond() {
    root.firstObservedAt = 1_000;
    root.arrivals = BucketRing.empty(2_000, 200).add(0, 300_000, 600);
  }

  private void learn(long now, ReplicaState... replicas) {
    ForecastLearning.learn(root, List.of(replicas), now);
  }

  private static ReplicaState live(long receivedAt, long finishedUntil) {
    ReplicaState told = Replicas.told("a", "big", finishedUntil, Signal.REQUESTS_FINISHED, 9);
    return new ReplicaState(
        "a",
        "big",
        receivedAt,
        receivedAt,
        0,
        told.inFlight(),
        told.series(),
        List.of(),
        0,
        told.work(),
        told.counters());
  }

  @Test
  void wholeStepsAfterTheFirstSampleAreLearned() {
    learn(45_000);

    // The steps that end at 20, 30 and 40 s.
    assertThat(root.forecast.steps()).isEqualTo(3);
    assertThat(root.forecast.mean()).isCloseTo(2, within(1e-9));
    assertThat(root.forecastAt).isEqualTo(40_000);
  }

  @Test
  void aStepIsLearnedAtItsEndAndOnce() {
    learn(19_999);
    assertThat(root.forecast.steps()).isZero();

    learn(20_000);
    learn(20_000);
    learn(29_999);
    assertThat(root.forecast.steps()).isEqualTo(1);
  }

  @Test
  void aFirstSampleAtTheBeginOfAStepWaitsForTheNext() {
    root.firstObservedAt = 10_000;
    learn(30_000);

    assertThat(root.forecast.steps()).isEqualTo(1);
    assertThat(root.forecastAt).isEqualTo(30_000);
  }

  @Test
  void twoMinutesAreCaughtUpAndTheRestIsLeftOut() {
    learn(205_000);

    assertThat(root.forecast.steps()).isEqualTo(12);
    assertThat(root.forecastAt).isEqualTo(200_000);
  }

  @Test
  void exactlyTwoMinutesAreCaughtUpWhole() {
    learn(130_000);

    assertThat(root.forecast.steps()).isEqualTo(12);
    assertThat(root.forecastAt).isEqualTo(130_000);
  }

  @Test
  void anUnwatchedTimeIsNoLull() {
    root.watchedSince = 71_000;
    learn(100_000);

    assertThat(root.forecast.steps()).isEqualTo(2); // from 80 s on
    assertThat(root.forecastAt).isEqualTo(100_000);
  }

  @Test
  void stepsOfIncompleteCoverageAreLeftOut() {
    root.presence = root.presence.complete(61_000);
    learn(100_000);

    assertThat(root.forecast.steps()).isEqualTo(3); // from 70 s on
  }

  @Test
  void onlyWhatEveryLiveReplicaReportedIsAStep() {
    learn(45_000, live(45_000, 34_000));

    assertThat(root.forecast.steps()).isEqualTo(2);
    assertThat(root.forecastAt).isEqualTo(30_000);
  }

  @Test
  void demandOfASilentReplicaIsCarriedOn() {
    learn(45_000, live(45_000, 45_000), Replicas.heard("b", 10_000, 3));

    assertThat(root.forecast.mean()).isCloseTo(5, within(1e-9));
  }

  @Test
  void withoutALiveReplicaTheGatewayCounts() {
    root.gateway = Optional.of(GatewayArrivals.begun(1_000).came(0, 45_000, 7 * 45));
    learn(45_000, Replicas.gateway(44_000, Signal.GATEWAY_REQUESTS, 315));

    assertThat(root.forecast.steps()).isEqualTo(3);
    assertThat(root.forecast.mean()).isCloseTo(7, within(1e-9));
  }
}
