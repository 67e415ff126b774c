package io.rheostat.core.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Shadow prices and upper bounds, where the optimum of the relaxation is known by hand.
class LagrangianTest {
  private static final Candidate NOTHING = SmallPool.candidate("nothing", 0, 0, 0);

  private static Lagrangian solved(PoolProblem problem, BestChoice best) {
    Lagrangian lagrangian = new Lagrangian(problem, best);
    lagrangian.search();
    return lagrangian;
  }

  private static PoolProblem twice(int devices, double budget) {
    List<Candidate> options = List.of(NOTHING, SmallPool.candidate("one", 10, 4, 1));
    return PoolProblem.of(List.of(options, options), new int[] {devices}, budget);
  }

  @Test
  void whatIsNotScarceHasNoPriceAndTheBoundIsTheSumOfTheBest() {
    BestChoice best = new BestChoice(2);
    Lagrangian lagrangian = solved(twice(5, 100), best);

    assertThat(lagrangian.prices()).containsExactly(0, 0);
    assertThat(lagrangian.bound()).isEqualTo(20);
    assertThat(best.total()).isEqualTo(20);
  }

  /// At a price p both are worth 10 - p, and the device p: 20 - p up to 10, then p.
  @Test
  void oneDeviceForTwoCostsWhatTheOtherWouldEarn() {
    BestChoice best = new BestChoice(2);
    Lagrangian lagrangian = solved(twice(1, Double.POSITIVE_INFINITY), best);

    assertThat(best.total()).isEqualTo(10);
    assertThat(lagrangian.bound()).isCloseTo(10, within(0.01));
    assertThat(lagrangian.prices()[0]).isCloseTo(10, within(0.01));
    assertThat(lagrangian.prices()[1]).isZero();
  }

  /// A dollar of budget is worth 2.5: 10 for 4 dollars.
  @Test
  void aScarceBudgetHasThePriceOfADollar() {
    BestChoice best = new BestChoice(2);
    Lagrangian lagrangian = solved(twice(5, 4), best);

    assertThat(best.total()).isEqualTo(10);
    assertThat(lagrangian.bound()).isCloseTo(10, within(0.01));
    assertThat(lagrangian.prices()[1]).isCloseTo(2.5, within(0.01));
    assertThat(lagrangian.prices()[0]).isZero();
  }

  @Test
  void aWorkloadWithoutCandidatesIsPassedOver() {
    BestChoice best = new BestChoice(2);
    PoolProblem problem =
        PoolProblem.of(
            List.of(List.of(), List.of(SmallPool.candidate("one", 10, 4, 1))), new int[] {1}, 10);

    assertThat(solved(problem, best).bound()).isEqualTo(10);
    assertThat(best.total()).isEqualTo(10);
  }

  @Test
  void whereNothingFitsNothingIsFound() {
    BestChoice best = new BestChoice(1);
    PoolProblem problem =
        PoolProblem.of(List.of(List.of(SmallPool.candidate("two", 10, 4, 2))), new int[] {1}, 100);

    Lagrangian lagrangian = solved(problem, best);

    assertThat(best.isFound()).isFalse();
    // The dual falls without end: two devices are asked for one.
    assertThat(lagrangian.bound()).isLessThan(10);
    assertThat(lagrangian.prices()[0]).isPositive();
  }

  @Test
  void theBoundIsNeverBelowTheOptimumAndTheChoiceNeverAboveIt() {
    int scarce = 0;
    for (int seed = 0; seed < 200; seed++) {
      SmallPool pool = SmallPool.random(new Random(seed), 1 + seed % 5, 5, 2, 0);
      BestChoice best = new BestChoice(pool.candidates().size());
      Lagrangian lagrangian = solved(pool.problem(), best);
      double optimum = pool.best();

      assertThat(lagrangian.bound()).as("seed %d", seed).isGreaterThanOrEqualTo(optimum - 1e-6);
      for (double price : lagrangian.prices()) {
        assertThat(price).isNotNegative();
        scarce += price > 0 ? 1 : 0;
      }
      if (best.isFound()) {
        assertThat(best.total()).as("seed %d", seed).isLessThanOrEqualTo(optimum + 1e-6);
      }
    }
    assertThat(scarce).isGreaterThan(50);
  }

  /// Two options of each of forty workloads share devices for twenty: the bound is 20 x 10, with or
  /// without whole numbers.
  @Test
  void manyAlikeShareWhatThereIs() {
    List<List<Candidate>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(List.of(NOTHING, SmallPool.candidate("one", 10, 4, 1)));
    }
    BestChoice best = new BestChoice(40);
    Lagrangian lagrangian =
        solved(PoolProblem.of(all, new int[] {20}, Double.POSITIVE_INFINITY), best);

    assertThat(best.total()).isEqualTo(200);
    assertThat(lagrangian.bound()).isCloseTo(200, within(1.0));
    assertThat(lagrangian.prices()[0]).isCloseTo(10, within(0.1));
  }

  @Test
  void pricesAreACopy() {
    Lagrangian lagrangian = solved(twice(1, 100), new BestChoice(2));
    double price = lagrangian.prices()[0];
    lagrangian.prices()[0] = -5;

    assertThat(lagrangian.prices()[0]).isEqualTo(price);
  }
}
