package io.rheostat.benchmarks.hostmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Advice on made-up containers, and the peer's published rule.
class AdviceTrialTest {
  @Test
  void ourAdviceKillsNoContainer() {
    for (int seed = 1; seed <= 60; seed++) {
      AdviceTrial trial = AdviceTrial.ours(ContainerSeries.drawn(seed));
      assertThat(trial.kills()).as("seed %d", seed).isZero();
      assertThat(trial.waste()).as("seed %d", seed).isLessThan(0.7);
    }
  }

  @Test
  void aContainerIsDrawnTheSameAgain() {
    assertThat(ContainerSeries.drawn(7).bytes()).isEqualTo(ContainerSeries.drawn(7).bytes());
    assertThat(ContainerSeries.drawn(7).bytes()).isNotEqualTo(ContainerSeries.drawn(8).bytes());
  }

  @Test
  void thePeersBucketsAreFivePercentWider() {
    assertThat(VpaHistogram.end(0)).isCloseTo(1e7, within(1e-3));
    assertThat(VpaHistogram.end(1)).isCloseTo(1e7 + 1.05e7, within(1e-3));
  }

  @Test
  void thePeerTakesThe90thPercentileOfDailyPeaksAndA15PercentMargin() {
    VpaHistogram histogram = new VpaHistogram();
    for (int hour = 0; hour < 48; hour++) {
      histogram.add(hour, 1e9);
    }

    assertThat(histogram.advice()).isBetween(1.15e9, 1.15e9 * 1.06);
  }

  @Test
  void thePeerForgetsAPeakByHalfADay() {
    VpaHistogram histogram = new VpaHistogram();
    histogram.add(0, 4e9);
    for (int hour = 24; hour < 24 * 6; hour++) {
      histogram.add(hour, 1e9);
    }

    assertThat(histogram.advice()).isLessThan(1.3e9);
  }

  @Test
  void thePeerAddsAFifthAfterAKill() {
    VpaHistogram histogram = new VpaHistogram();
    histogram.add(0, 1e9);
    histogram.killed(0, 1e9);

    assertThat(histogram.advice()).isBetween(1.2e9 * 1.15, 1.2e9 * 1.15 * 1.06);
  }
}
