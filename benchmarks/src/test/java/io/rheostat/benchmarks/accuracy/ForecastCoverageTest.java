package io.rheostat.benchmarks.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.model.estimate.DemandQuantiles;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ForecastCoverageTest {
  /// Forecast of a rate that is evenly spread between 0 and a number.
  private static DemandQuantiles uniform(double most) {
    return new DemandQuantiles(
        30, DemandQuantiles.LEVELS.stream().map(level -> level * most).toList());
  }

  @Test
  void aSoundForecastHasAsMuchBelowEachQuantileAsItsLevel() {
    SplittableRandom random = new SplittableRandom(1);
    ForecastCoverage coverage = new ForecastCoverage();
    for (int i = 0; i < 20_000; i++) {
      coverage.add(uniform(100), 100 * random.nextDouble());
    }

    assertThat(coverage.share(0)).isCloseTo(0.5, within(0.01));
    assertThat(coverage.share(1)).isCloseTo(0.9, within(0.01));
    assertThat(coverage.share(2)).isCloseTo(0.99, within(0.005));
  }

  @Test
  void oneThatIsTooLowHasLessBelow() {
    SplittableRandom random = new SplittableRandom(1);
    ForecastCoverage coverage = new ForecastCoverage();
    for (int i = 0; i < 20_000; i++) {
      coverage.add(uniform(80), 100 * random.nextDouble());
    }

    assertThat(coverage.share(0)).isCloseTo(0.4, within(0.01));
    assertThat(coverage.share(1)).isCloseTo(0.72, within(0.01));
  }

  @Test
  void aRateOnTheQuantileCountsHalf() {
    ForecastCoverage coverage = new ForecastCoverage();
    coverage.add(DemandQuantiles.certain(30, 0), 0);
    coverage.add(DemandQuantiles.certain(30, 0), 1);

    assertThat(coverage.share(2)).isEqualTo(0.25);
  }
}
