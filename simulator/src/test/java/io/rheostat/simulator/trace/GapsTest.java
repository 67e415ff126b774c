package io.rheostat.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.trace.Gaps.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GapsTest {
  private static final int DRAWS = 400_000;

  @ParameterizedTest
  @CsvSource({"GAMMA,0.4", "GAMMA,1", "GAMMA,3", "WEIBULL,0.4", "WEIBULL,1", "WEIBULL,3"})
  void gapsHaveMeanOneAndTheAskedVariation(Pattern pattern, double variation) {
    Gaps gaps = Gaps.of(pattern, variation);
    Chance chance = new Chance(11);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double gap = gaps.draw(chance);
      sum += gap;
      squares += gap * gap;
    }
    double mean = sum / DRAWS;

    assertThat(mean).isCloseTo(1, withinPercentage(2));
    assertThat(Math.sqrt(squares / DRAWS - mean * mean) / mean)
        .isCloseTo(variation, withinPercentage(4));
    assertThat(gaps.variation()).isCloseTo(variation, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "0.5,2.2360679775", "2,0.5227232008"})
  void weibullShapesAreThoseOfItsMoments(double shape, double variation) {
    // Variation by shape from gamma(2), gamma(3), gamma(5) and gamma(1.5) in closed form.
    assertThat(Gaps.of(Pattern.WEIBULL, variation).shape()).isCloseTo(shape, within(1e-6));
  }
}
