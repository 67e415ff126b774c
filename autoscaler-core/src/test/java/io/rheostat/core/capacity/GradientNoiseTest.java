package io.rheostat.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Efficiency of batches larger than the initial one of 32 samples.
class GradientNoiseTest {
  @Test
  void batchesUpToTheInitialOneAreFullyEfficient() {
    assertThat(GradientNoise.efficiency(1, 1, 16, 32)).isEqualTo(1);
    assertThat(GradientNoise.efficiency(1, 1, 32, 32)).isEqualTo(1);
    assertThat(GradientNoise.efficiency(1, 1, 33, 32)).isLessThan(1);
  }

  @Test
  void withoutNoiseMoreSamplesTeachNothing() {
    assertThat(GradientNoise.efficiency(1, 0, 64, 32)).isEqualTo(0.5);
    assertThat(GradientNoise.efficiency(3, 0, 320, 32)).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void inPureNoiseEverySampleTeachesAsMuch() {
    assertThat(GradientNoise.efficiency(0, 5, 3200, 32)).isEqualTo(1);
  }

  @Test
  void asMuchSignalAsNoiseLosesAThirdAtTwiceTheBatch() {
    assertThat(GradientNoise.efficiency(1, 1, 64, 32)).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(GradientNoise.efficiency(1, 1, 128, 32)).isCloseTo(0.4, within(1e-12)); // 2 / 5
  }

  @Test
  void onlyTheRatioOfSignalAndNoiseCounts() {
    assertThat(GradientNoise.efficiency(20, 60, 96, 32))
        .isCloseTo(GradientNoise.efficiency(0.2, 0.6, 96, 32), within(1e-12))
        .isCloseTo(80.0 / 120, within(1e-12));
  }

  @Test
  void anEstimateBelowZeroCountsAsNone() {
    assertThat(GradientNoise.efficiency(-5, 1, 64, 32)).isEqualTo(1);
    assertThat(GradientNoise.efficiency(1, -5, 64, 32)).isEqualTo(0.5);
  }

  @Test
  void withoutStatisticsEveryBatchIsEfficient() {
    assertThat(GradientNoise.efficiency(0, 0, 3200, 32)).isEqualTo(1);
  }
}
