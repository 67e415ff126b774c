package io.rheostat.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Throughput times efficiency, reckoned by hand.
final class JobGoodputTest {
  /// A pass of 1 + 0.1 b, synchronisation of 2 within a node and 4 between nodes.
  private static final ThroughputParameters SECONDS =
      new ThroughputParameters(1, 0.1, 4, 0, 2, 0, 1);

  /// Batch 4·10·2 = 80 at B0 = 20: scale 4, gain 16/7; a step takes 2 + 2 + 2 = 6 s.
  @Test
  void goodputIsThroughputTimesEfficiency() {
    JobGoodput goodput = new JobGoodput(SECONDS, new GradientStatistics(1, 3), 20);

    assertThat(goodput.samplesPerSecond(1, 4, 10, 1)).isCloseTo(80.0 / 6 * 4 / 7, within(1e-9));
  }

  @Test
  void synchronisationBetweenNodesSlowsItDown() {
    JobGoodput goodput = new JobGoodput(SECONDS, new GradientStatistics(1, 3), 20);

    assertThat(goodput.samplesPerSecond(2, 4, 10, 1)).isCloseTo(80.0 / 8 * 4 / 7, within(1e-9));
  }

  @Test
  void withoutStatisticsItIsTheThroughput() {
    JobGoodput goodput = new JobGoodput(SECONDS, GradientStatistics.UNKNOWN, 20);

    assertThat(goodput.samplesPerSecond(1, 4, 10, 0)).isCloseTo(40.0 / 4, within(1e-9));
  }

  @Test
  void theInitialBatchIsFullyEfficient() {
    JobGoodput goodput = new JobGoodput(SECONDS, new GradientStatistics(9, 1), 20);

    assertThat(goodput.samplesPerSecond(1, 1, 20, 0)).isCloseTo(20.0 / 3, within(1e-9));
  }
}
