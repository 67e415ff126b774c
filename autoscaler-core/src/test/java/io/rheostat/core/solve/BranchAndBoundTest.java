package io.rheostat.core.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Exact search, compared with trying everything.
class BranchAndBoundTest {
  private static BranchAndBound searched(PoolProblem problem, double[] prices, BestChoice best) {
    BranchAndBound search = new BranchAndBound(problem, prices, best);
    search.search();
    return search;
  }

  @Test
  void theOptimumOfSmallPoolsIsFoundWithoutPrices() {
    int found = 0;
    for (int seed = 0; seed < 300; seed++) {
      SmallPool pool = SmallPool.random(new Random(seed), 1 + seed % 5, 5, 2, 0);
      BestChoice best = new BestChoice(pool.candidates().size());

      assertThat(searched(pool.problem(), new double[3], best).isComplete()).isTrue();
      double optimum = pool.best();
      assertThat(best.isFound()).as("seed %d", seed).isEqualTo(optimum > -1e300);
      if (best.isFound()) {
        found++;
        assertThat(best.total()).as("seed %d", seed).isCloseTo(optimum, within(1e-6));
      }
    }
    assertThat(found).isBetween(100, 299);
  }

  @Test
  void anyPricesLeadToTheSameOptimum() {
    for (int seed = 0; seed < 200; seed++) {
      SmallPool pool = SmallPool.random(new Random(seed), 1 + seed % 4, 5, 2, 1);
      Random random = new Random(seed);
      double[] prices = {random.nextDouble() * 3, random.nextDouble(), 0};
      BestChoice best = new BestChoice(pool.candidates().size());
      searched(pool.problem(), prices, best);

      double optimum = pool.best();
      if (optimum > -1e300) {
        assertThat(best.total()).as("seed %d", seed).isCloseTo(optimum, within(1e-6));
      }
    }
  }

  @Test
  void aPriceOfAnUnlimitedBudgetWouldBoundNothing() {
    SmallPool pool = SmallPool.random(new Random(3), 4, 5, 2, 1);
    BestChoice best = new BestChoice(4);
    searched(pool.problem(), new double[] {0.5, 0.5, 0}, best);

    assertThat(best.total()).isCloseTo(pool.best(), within(1e-6));
  }

  @Test
  void theLastUnitOfALimitIsUsed() {
    PoolProblem problem =
        PoolProblem.of(
            List.of(
                List.of(SmallPool.candidate("two", 10, 4, 2), SmallPool.candidate("one", 6, 2, 1)),
                List.of(SmallPool.candidate("two", 10, 4, 2), SmallPool.candidate("one", 7, 2, 1))),
            new int[] {3},
            6);
    BestChoice best = new BestChoice(2);
    searched(problem, new double[2], best);

    // Three devices and 6 dollars: the first takes two, as 10 + 7 beat 6 + 10.
    assertThat(best.total()).isEqualTo(17);
    assertThat(best.of(0)).isZero();
    assertThat(best.of(1)).isEqualTo(1);
  }

  @Test
  void aWorkloadWithoutCandidatesTakesNothing() {
    PoolProblem problem =
        PoolProblem.of(
            List.of(List.of(), List.of(SmallPool.candidate("one", 10, 4, 1)), List.of()),
            new int[] {1},
            4);
    BestChoice best = new BestChoice(3);

    assertThat(searched(problem, new double[2], best).isComplete()).isTrue();
    assertThat(best.total()).isEqualTo(10);
  }

  @Test
  void whatFitsNowhereIsNotFound() {
    PoolProblem problem =
        PoolProblem.of(List.of(List.of(SmallPool.candidate("two", 10, 4, 2))), new int[] {1}, 9);
    BestChoice best = new BestChoice(1);

    assertThat(searched(problem, new double[2], best).isComplete()).isTrue();
    assertThat(best.isFound()).isFalse();
  }

  @Test
  void aBetterChoiceKnownBeforeIsKept() {
    PoolProblem problem =
        PoolProblem.of(List.of(List.of(SmallPool.candidate("one", 10, 4, 1))), new int[] {1}, 9);
    BestChoice best = new BestChoice(1);
    best.offer(new int[] {7}, 11);
    searched(problem, new double[2], best);

    assertThat(best.of(0)).isEqualTo(7);
  }

  /// Forty workloads of which twenty find room: without a price no branch is ruled out before half
  /// of them were left out, far more than the search may visit.
  @Test
  void aSearchThatWouldNotEndEndsWithoutAProof() {
    List<List<Candidate>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(List.of(SmallPool.candidate("none", 0, 0, 0), SmallPool.candidate("two", 1, 1, 2)));
    }
    PoolProblem problem = PoolProblem.of(all, new int[] {41}, 100);

    assertThat(searched(problem, new double[2], new BestChoice(40)).isComplete()).isFalse();
  }

  @Test
  void theRightPriceProvesTheSameAtOnce() {
    List<List<Candidate>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(List.of(SmallPool.candidate("two", 1, 1, 2), SmallPool.candidate("none", 0, 0, 0)));
    }
    PoolProblem problem = PoolProblem.of(all, new int[] {40}, 100);
    BestChoice best = new BestChoice(40);

    // A device is worth a half: the bound is 20 from the start.
    assertThat(searched(problem, new double[] {0.5, 0}, best).isComplete()).isTrue();
    assertThat(best.total()).isEqualTo(20);
  }
}
