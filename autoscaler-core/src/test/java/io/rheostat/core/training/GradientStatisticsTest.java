package io.rheostat.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/// Gain and efficiency of larger batches, reckoned by hand.
final class GradientStatisticsTest {
  /// (3 + 1) / (3/4 + 1) = 16/7.
  @Test
  void theGainLiesBetweenOneAndTheScale() {
    assertThat(new GradientStatistics(1, 3).gain(4)).isCloseTo(16.0 / 7, within(1e-12));
    assertThat(new GradientStatistics(1, 3).efficiency(4)).isCloseTo(4.0 / 7, within(1e-12));
  }

  @Test
  void noiseAloneGainsTheWholeScale() {
    assertThat(new GradientStatistics(0, 5).gain(8)).isEqualTo(8);
    assertThat(new GradientStatistics(0, 5).efficiency(8)).isEqualTo(1);
  }

  @Test
  void signalAloneGainsNothing() {
    assertThat(new GradientStatistics(5, 0).gain(8)).isEqualTo(1);
    assertThat(new GradientStatistics(5, 0).efficiency(8)).isEqualTo(0.125);
  }

  @Test
  void negativeEstimatesCountAsZero() {
    assertThat(new GradientStatistics(-2, 5).gain(8)).isEqualTo(8);
    assertThat(new GradientStatistics(5, -2).gain(8)).isEqualTo(1);
  }

  @Test
  void withoutStatisticsEachSampleCountsTheSame() {
    assertThat(GradientStatistics.UNKNOWN.gain(8)).isEqualTo(8);
    assertThat(GradientStatistics.UNKNOWN.efficiency(8)).isEqualTo(1);
  }

  @Test
  void theInitialBatchAndSmallerOnesAreFullyEfficient() {
    assertThat(new GradientStatistics(5, 3).gain(1)).isEqualTo(1);
    assertThat(new GradientStatistics(5, 3).efficiency(0.25)).isEqualTo(1);
  }

  /// The same by the noise scale φ = B0·var/sqr: (φ + B0) / (φ + B), here with B0 = 100.
  @Property
  void efficiencyFollowsTheNoiseScale(
      @ForAll @DoubleRange(min = 1e-3, max = 1e3) @Scale(4) double square,
      @ForAll @DoubleRange(min = 1e-3, max = 1e3) @Scale(4) double variance,
      @ForAll @DoubleRange(min = 1, max = 100) @Scale(4) double scale) {
    GradientStatistics statistics = new GradientStatistics(square, variance);
    double noise = 100 * variance / square;
    double expected = (noise + 100) / (noise + 100 * scale);

    assertThat(statistics.efficiency(scale)).isCloseTo(expected, within(1e-9));
    assertThat(statistics.gain(scale)).isBetween(1 - 1e-9, scale * (1 + 1e-9));
  }
}
