package io.rheostat.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Numbers in whole parts of 2⁻²⁰.
class ExactSumsTest {
  private static final double PART = 1.0 / (1 << 20);

  @Test
  void wholePartsStay() {
    assertThat(ExactSums.round(3)).isEqualTo(3);
    assertThat(ExactSums.round(-0.25)).isEqualTo(-0.25);
    assertThat(ExactSums.round(7 * PART)).isEqualTo(7 * PART);
  }

  @Test
  void othersGoToTheNearestPart() {
    assertThat(ExactSums.round(7.4 * PART)).isEqualTo(7 * PART);
    assertThat(ExactSums.round(7.6 * PART)).isEqualTo(8 * PART);
    assertThat(ExactSums.round(-7.6 * PART)).isEqualTo(-8 * PART);
  }

  @Test
  void theSumOfRoundedNumbersDoesNotDependOnTheirOrder() {
    Random random = new Random(4);
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      numbers.add(ExactSums.round(random.nextGaussian() * 1e5));
    }
    double sum = numbers.stream().reduce(0.0, Double::sum);
    for (int turn = 0; turn < 20; turn++) {
      Collections.shuffle(numbers, random);
      double other = 0;
      for (double number : numbers) {
        other += number;
      }

      assertThat(other).isEqualTo(sum);
    }
  }
}
