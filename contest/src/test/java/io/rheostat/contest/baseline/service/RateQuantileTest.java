package io.rheostat.contest.baseline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.contest.baseline.ServiceViews;
import io.rheostat.simulator.engine.HistogramView;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateQuantileTest {
  private static final double[] BOUNDS = {1, 2, 4, Double.POSITIVE_INFINITY};

  @Test
  void interpolatesWithinTheBucketThatHoldsTheRank() {
    assertThat(quantile(0.5, 2, 6, 10, 10)).isEqualTo(1.75);
    assertThat(quantile(0.9, 2, 6, 10, 10)).isEqualTo(3.5);
    assertThat(quantile(0.1, 2, 6, 10, 10)).as("from 0 in the first").isEqualTo(0.5);
    assertThat(quantile(0.9, 0, 0, 8, 10)).as("the highest finite bound").isEqualTo(4);
    assertThat(HistogramQuantile.of(0.9, BOUNDS, new double[4])).isEmpty();
  }

  @Test
  void countsTheWindowOnly() {
    RateQuantile quantile = new RateQuantile(Duration.ofMinutes(1));
    quantile.add(ServiceViews.at(0), "a", histogram(100, 100, 100, 100));
    quantile.add(ServiceViews.at(30), "a", histogram(100, 100, 100, 100));
    quantile.add(ServiceViews.at(60), "a", histogram(100, 100, 110, 110));

    assertThat(quantile.of(0.5, ServiceViews.at(60)).orElseThrow()).isEqualTo(3);
    assertThat(quantile.of(0.5, ServiceViews.at(130))).isEmpty();
  }

  @Test
  void sumsReplicas() {
    RateQuantile quantile = new RateQuantile(Duration.ofMinutes(1));
    for (int second = 5; second <= 60; second += 5) {
      quantile.add(ServiceViews.at(second), "a", histogram(100 + second, 200, 200, 200));
      quantile.add(ServiceViews.at(second), "b", histogram(0, 0, 100 + 3L * second, 500));
    }

    double expected = 2 + 2 * (0.5 * 4 - 1) / 3;
    RateQuantile together = new RateQuantile(Duration.ofMinutes(1));
    for (int second = 5; second <= 60; second += 5) {
      together.add(
          ServiceViews.at(second),
          "a",
          histogram(100 + second, 200 + second, 200 + second, 200 + second));
      together.add(
          ServiceViews.at(second), "b", histogram(100, 100, 100 + 3L * second, 100 + 3L * second));
    }
    assertThat(together.of(0.5, ServiceViews.at(60)).orElseThrow())
        .isCloseTo(expected, within(0.05));
    assertThat(quantile.of(0.5, ServiceViews.at(60))).isEmpty();
  }

  @Test
  void extrapolatesToTheWindowsEndsAsPrometheusDoes() {
    assertThat(new RateQuantile.Span(5, 55, 0, 12).increase(1000, 110))
        .as("the whole of 60 s")
        .isCloseTo(120, within(1e-9));
    assertThat(new RateQuantile.Span(40, 20, 0, 5).increase(1000, 20))
        .as("half a distance at a far end")
        .isCloseTo(22.5, within(1e-9));
    assertThat(new RateQuantile.Span(40, 20, 0, 5).increase(1, 20))
        .as("not to before it was 0")
        .isCloseTo(21, within(1e-9));
  }

  private static double quantile(double share, double... cumulative) {
    return HistogramQuantile.of(share, BOUNDS, cumulative).orElseThrow();
  }

  private static HistogramView histogram(long... cumulative) {
    return new HistogramView(BOUNDS, cumulative, 0);
  }
}
