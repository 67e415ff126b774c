package io.rheostat.simulator.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.core.training.GradientStatistics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Progress and statistics of two validation runs, the larger of which has an epoch more.
final class EpochTableTest {
  private static final EpochTable TABLE =
      new EpochTable(
          Map.of(
              20.0, List.of(epoch(100, 50, 1, 4), epoch(220, 90, 2, 8)),
              60.0, List.of(epoch(110, 20, 3, 16), epoch(200, 40, 4, 40), epoch(300, 60, 5, 9))));

  private static EpochTable.Epoch epoch(
      double progress, double iterations, double square, double variance) {
    return new EpochTable.Epoch(progress, iterations, new GradientStatistics(square, variance));
  }

  @Test
  void theShortestRunSetsTheEpochs() {
    assertThat(TABLE.epochs()).isEqualTo(2);
    assertThat(TABLE.leastBatch()).isEqualTo(20);
    assertThat(TABLE.mostBatch()).isEqualTo(60);
  }

  @Test
  void anEpochEndsAtTheLeastProgressOfAnyBatch() {
    assertThat(TABLE.progressAfter(1)).isEqualTo(100);
    assertThat(TABLE.progressAfter(2)).isEqualTo(200);
  }

  @Test
  void statisticsAreThoseOfTheRunAndEpoch() {
    assertThat(TABLE.statistics(20, 0)).isEqualTo(new GradientStatistics(1, 4));
    assertThat(TABLE.statistics(60, 1)).isEqualTo(new GradientStatistics(4, 40));
  }

  @Test
  void statisticsAreLinearBetweenBatches() {
    assertThat(TABLE.statistics(30, 0)).isEqualTo(new GradientStatistics(1.5, 7));
    assertThat(TABLE.statistics(50, 1)).isEqualTo(new GradientStatistics(3.5, 32));
  }

  @Test
  void beyondTheBatchesTheNearestRunCounts() {
    assertThat(TABLE.statistics(5, 1)).isEqualTo(new GradientStatistics(2, 8));
    assertThat(TABLE.statistics(500, 0)).isEqualTo(new GradientStatistics(3, 16));
  }

  @Test
  void realIterationsAreCumulativeAndLinearBetweenBatches() {
    assertThat(TABLE.iterationsAfter(20, 0)).isZero();
    assertThat(TABLE.iterationsAfter(20, 1)).isEqualTo(50);
    assertThat(TABLE.iterationsAfter(40, 2)).isEqualTo(65);
  }

  @Test
  void aRunWithoutAnEpochIsRefused() {
    assertThatThrownBy(() -> new EpochTable(Map.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new EpochTable(Map.of(20.0, List.of(epoch(1, 1, 1, 1)), 40.0, List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
