package io.rheostat.core.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Sums of scores, devices and dollars of two workloads on two types of devices.
class PoolProblemTest {
  private static final double[] FREE = {0, 0, 0};

  private final Candidate small = SmallPool.candidate("small", 5, 2, 1, 0);
  private final Candidate large = SmallPool.candidate("large", 9, 7, 3, 2);
  private final PoolProblem problem =
      PoolProblem.of(
          List.of(List.of(small, large), List.of(), List.of(large)), new int[] {4, 6}, 10);

  @Test
  void theBudgetIsTheLastDimension() {
    assertThat(problem.limits()).containsExactly(4, 6, 10);
    assertThat(problem.dimensions()).isEqualTo(3);
    assertThat(problem.workloads()).isEqualTo(3);
  }

  @Test
  void aCandidateUsesItsDevicesAndItsCost() {
    assertThat(problem.use(large, 0)).isEqualTo(3);
    assertThat(problem.use(large, 1)).isEqualTo(2);
    assertThat(problem.use(large, 2)).isEqualTo(7);
  }

  @Test
  void pricesReduceAScoreByItsUse() {
    assertThat(problem.reduced(large, FREE)).isEqualTo(9);
    // 9 - 3 x 1 - 2 x 0.5 - 7 x 0.25
    assertThat(problem.reduced(large, new double[] {1, 0.5, 0.25})).isEqualTo(3.25);
  }

  @Test
  void aPriceBelowNothingIsNone() {
    assertThat(problem.reduced(large, new double[] {-1, 0, 0})).isEqualTo(9);
  }

  @Test
  void theBestIsTheHighestAtThePrices() {
    List<Candidate> options = List.of(small, large);

    assertThat(problem.bestReduced(options, FREE)).isEqualTo(1);
    // At 3 a device of the first type, 5 - 3 is more than 9 - 9.
    assertThat(problem.bestReduced(options, new double[] {3, 0, 0})).isZero();
  }

  @Test
  void theFirstOfEqualsIsTheBest() {
    // At 2 a device of the first type both are left with 3.
    assertThat(problem.bestReduced(List.of(small, large), new double[] {2, 0, 0})).isZero();
    assertThat(problem.bestReduced(List.of(large, small), new double[] {2, 0, 0})).isZero();
  }

  @Test
  void aWorkloadWithoutCandidatesAddsNothing() {
    assertThat(problem.total(new int[] {0, 0, 0})).isEqualTo(14);
    assertThat(problem.total(new int[] {1, 0, 0})).isEqualTo(18);
  }
}
