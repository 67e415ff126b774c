package io.rheostat.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Observations a model keeps, when it is fitted anew, and its confidence.
final class ThroughputModelTest {
  /// One device: 0.08 s and 0.008 s a sample; more replicas: 0.05 s of synchronisation on top.
  private static ThroughputObservation seen(int replicas, double batch) {
    double pass = 0.08 + 0.008 * batch;
    int nodes = (replicas + 3) / 4;
    return new ThroughputObservation(
        nodes, replicas, batch, pass, replicas > 1 ? pass + 0.05 : pass);
  }

  private static ThroughputObservation scaled(ThroughputObservation one, double factor) {
    return new ThroughputObservation(
        one.nodes(),
        one.replicas(),
        one.localBatch(),
        one.passSeconds() * factor,
        one.stepSeconds() * factor);
  }

  private static ThroughputModel model(ThroughputObservation... all) {
    return ThroughputModel.EMPTY.observeAll(List.of(all));
  }

  @Test
  void theEmptyModelKnowsNothing() {
    assertThat(ThroughputModel.EMPTY.parameters()).isEmpty();
    assertThat(ThroughputModel.EMPTY.mostReplicas()).isZero();
    assertThat(ThroughputModel.EMPTY.confidence(1)).isZero();
  }

  @Test
  void theFirstObservationIsFitted() {
    ThroughputModel model = model(seen(1, 10));

    assertThat(model.observations()).containsExactly(seen(1, 10));
    assertThat(model.parameters().orElseThrow().stepSeconds(1, 1, 10, 0))
        .isCloseTo(0.16, within(0.0016));
  }

  @Test
  void theSameMeasurementAgainChangesNothing() {
    ThroughputModel model = model(seen(1, 10), seen(2, 20));

    assertThat(model.observe(seen(1, 10))).isSameAs(model);
  }

  /// 0.16 s, then 0.24 s: 0.2 s in the mean of both.
  @Test
  void aConfigurationThatRanBeforeIsAveraged() {
    ThroughputModel model = model(seen(1, 10)).observe(scaled(seen(1, 10), 1.5));

    ThroughputObservation mean = model.observations().getFirst();
    assertThat(model.observations()).hasSize(1);
    assertThat(mean.count()).isEqualTo(2);
    assertThat(mean.passSeconds()).isCloseTo(0.2, within(1e-12));
    assertThat(model.parameters().orElseThrow().stepSeconds(1, 1, 10, 0))
        .isCloseTo(0.2, within(0.002));
  }

  /// A third measurement is no doubling: the mean moves, the fit waits for the fourth.
  @Test
  void aMeanIsFittedAgainAtEachDoublingOfItsMeasurements() {
    ThroughputModel two = model(seen(1, 10)).observe(scaled(seen(1, 10), 1.5));
    ThroughputModel three = two.observe(scaled(seen(1, 10), 2.5));
    ThroughputModel four = three.observe(scaled(seen(1, 10), 2.4));

    assertThat(three.parameters()).isEqualTo(two.parameters());
    assertThat(four.parameters()).isNotEqualTo(two.parameters());
  }

  @Test
  void anOldMeanForgetsAndIsFittedAgainNowAndThen() {
    ThroughputModel model = model(seen(1, 10));
    for (int i = 0; i < 500; i++) {
      model = model.observe(scaled(seen(1, 10), i % 2 == 0 ? 1.9 : 2.1));
    }

    assertThat(model.observations().getFirst().count()).isLessThanOrEqualTo(64);
    assertThat(model.parameters().orElseThrow().stepSeconds(1, 1, 10, 0))
        .isCloseTo(0.32, within(0.008));
  }

  /// At one batch the base is half of a pass: 0.08 s and 0.008 s a sample, exactly the truth.
  @Test
  void aPredictedObservationIsKeptWithoutANewFit() {
    ThroughputModel before = model(seen(1, 10));
    ThroughputModel after = before.observe(seen(1, 30));

    assertThat(after.observations()).containsExactly(seen(1, 10), seen(1, 30));
    assertThat(after.parameters().orElseThrow()).isSameAs(before.parameters().orElseThrow());
  }

  @Test
  void aSurpriseIsFittedAnew() {
    ThroughputModel before = model(seen(1, 10), seen(1, 30));
    ThroughputModel after = before.observe(seen(2, 20));

    assertThat(before.parameters().orElseThrow().stepSeconds(1, 2, 20, 0))
        .isCloseTo(0.24, within(0.0024));
    assertThat(after.parameters().orElseThrow().stepSeconds(1, 2, 20, 0))
        .isCloseTo(0.29, within(0.0058));
  }

  @Test
  void theWidestThatRanCounts() {
    assertThat(model(seen(1, 10), seen(8, 10), seen(2, 10)).mostReplicas()).isEqualTo(8);
  }

  /// Learned at two configurations: n within a factor of two give (n/2) / (1 + n/2).
  @Test
  void confidenceCountsDistinctConfigurationsNearTheWidth() {
    ThroughputModel model = model(seen(1, 10), seen(2, 10), seen(2, 20));

    assertThat(model.confidence(1)).isCloseTo(0.6, within(1e-12));
    assertThat(model.confidence(4)).isCloseTo(0.5, within(1e-12));
    assertThat(model.confidence(5)).isZero();
  }

  @Test
  void confidenceDoesNotGrowWithSteps() {
    ThroughputModel model = ThroughputModel.EMPTY;
    for (int i = 0; i < 1_000; i++) {
      model = model.observe(seen(1, 10));
    }

    assertThat(model.confidence(1)).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void atMostSixtyFourObservationsAreKept() {
    ThroughputModel model = model(seen(2, 1), seen(4, 1));
    for (int batch = 1; batch <= 70; batch++) {
      model = model.observe(seen(1, batch));
    }

    assertThat(model.observations()).hasSize(64);
    // The oldest of the most crowded width went: 70 − 62 = 8 of one replica.
    assertThat(model.observations())
        .contains(seen(2, 1), seen(4, 1), seen(1, 9), seen(1, 70))
        .doesNotContain(seen(1, 1), seen(1, 8));
  }

  @Test
  void observationsOfAnotherJobAreAdded() {
    ThroughputModel model = model(seen(1, 10)).observeAll(List.of(seen(1, 10), seen(2, 20)));

    assertThat(model.observations()).containsExactly(seen(1, 10), seen(2, 20));
  }

  @Test
  void theModelBeforeIsNotChanged() {
    ThroughputModel before = model(seen(1, 10));
    ThroughputModel after = before.observe(seen(2, 20));

    assertThat(before.observations()).hasSize(1);
    assertThat(after.observations()).hasSize(2);
  }

  @Test
  void theSameObservationsGiveTheSameModel() {
    assertThat(model(seen(1, 10), seen(2, 20), seen(8, 16)))
        .isEqualTo(model(seen(1, 10), seen(2, 20), seen(8, 16)));
  }
}
