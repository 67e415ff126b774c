package io.rheostat.core.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;

class PoolSolverTest {
  private static void assertFeasible(SmallPool instance, PoolSolution solution) {
    int[] used = new int[instance.counts().length];
    double usd = 0;
    double total = 0;
    for (Optional<Candidate> choice : solution.choices()) {
      if (choice.isPresent()) {
        usd += choice.get().option().costUsdPerHour();
        total += choice.get().score();
        for (int d = 0; d < used.length; d++) {
          used[d] += choice.get().devices()[d];
        }
      }
    }
    for (int d = 0; d < used.length; d++) {
      assertThat(used[d]).isLessThanOrEqualTo(instance.counts()[d]);
    }
    assertThat(usd).isLessThanOrEqualTo(instance.budget() + 1e-6);
    assertThat(solution.total()).isCloseTo(total, within(1e-6));
  }

  @Property(tries = 400)
  void smallPoolsAreSolvedExactly(@ForAll long seed) {
    SmallPool instance =
        SmallPool.random(new Random(seed), 1 + (int) Math.floorMod(seed, 6L), 5, 2, 0);

    PoolSolution solution = instance.solve();

    double best = instance.best();
    assertFeasible(instance, solution);
    if (best == Double.NEGATIVE_INFINITY) {
      assertThat(solution.choices()).allMatch(Optional::isEmpty);
    } else {
      assertThat(solution.total()).isCloseTo(best, within(1e-6));
      assertThat(solution.gap()).isZero();
    }
  }

  @Property(tries = 8)
  void middlingPoolsAreSolvedWithinTheirOwnGapAndAlwaysTheSame(@ForAll long seed) {
    SmallPool instance = SmallPool.random(new Random(seed), 40, 10, 4, 5);

    assertThat(instance.solve().choices()).isEqualTo(assertSolved(instance).choices());
  }

  @Tag("long")
  @Property(tries = 5)
  void largePoolsAreSolvedWithinASmallGap(@ForAll long seed) {
    SmallPool instance = SmallPool.random(new Random(seed), 200, 20, 8, 10);

    PoolSolution solution = assertSolved(instance);

    assertThat(solution.gap()).isLessThan(0.1 * Math.abs(solution.total()) + 10);
  }

  private static PoolSolution assertSolved(SmallPool instance) {
    PoolSolution solution = instance.solve();

    assertFeasible(instance, solution);
    double upper = 0;
    for (List<Candidate> options : instance.candidates()) {
      double most = options.stream().mapToDouble(Candidate::score).max().orElse(0);
      upper += options.isEmpty() ? 0 : most;
    }
    boolean found = solution.choices().stream().anyMatch(Optional::isPresent);
    assertThat(solution.gap()).isFinite().isNotNegative();
    if (found) {
      assertThat(solution.total() + solution.gap()).isLessThanOrEqualTo(upper + 1e-6);
      assertThat(dual(instance, solution))
          .isCloseTo(solution.total() + solution.gap(), within(1e-3 + 1e-6 * Math.abs(upper)));
    }
    return solution;
  }

  /// The Lagrangian bound at the prices that the solution reports.
  private static double dual(SmallPool instance, PoolSolution solution) {
    double dual = 0;
    for (List<Candidate> options : instance.candidates()) {
      double best = Double.NEGATIVE_INFINITY;
      for (Candidate option : options) {
        double reduced = option.score() - solution.budgetPrice() * option.option().costUsdPerHour();
        for (int d = 0; d < instance.counts().length; d++) {
          reduced -=
              solution.prices().getOrDefault(instance.types().get(d), 0.0) * option.devices()[d];
        }
        best = Math.max(best, reduced);
      }
      dual += options.isEmpty() ? 0 : best;
    }
    for (int d = 0; d < instance.counts().length; d++) {
      dual += solution.prices().getOrDefault(instance.types().get(d), 0.0) * instance.counts()[d];
    }
    return dual + (solution.budgetPrice() > 0 ? solution.budgetPrice() * instance.budget() : 0);
  }

  @Test
  void anExactCoverBeatsTheGreedyOne() {
    List<Candidate> deficit =
        List.of(
            SmallPool.candidate("twice-one", -2, 2, 2, 0),
            SmallPool.candidate("large", -1.25, 1.25, 0, 1),
            SmallPool.candidate("mixed", -2.25, 2.25, 1, 1));
    SmallPool instance = new SmallPool(List.of(deficit), List.of("s", "l"), new int[] {9, 9}, 9);

    assertThat(instance.solve().choices().getFirst().orElseThrow().option().costUsdPerHour())
        .isEqualTo(1.25);
  }

  private static List<List<Candidate>> alike(int workloads, int devices) {
    List<List<Candidate>> all = new ArrayList<>();
    for (int i = 0; i < workloads; i++) {
      all.add(
          List.of(
              SmallPool.candidate("none", 0, 0, 0), SmallPool.candidate("some", 10, 4, devices)));
    }
    return all;
  }

  @Test
  void aScarceTypeHasThePriceOfItsSecondBestUse() {
    PoolSolution solution =
        PoolSolver.solve(alike(2, 1), List.of("h100"), new int[] {1}, Double.POSITIVE_INFINITY);

    assertThat(solution.found()).isTrue();
    assertThat(solution.total()).isEqualTo(10);
    assertThat(solution.gap()).isZero();
    assertThat(solution.prices().get("h100")).isCloseTo(10, within(0.01));
    assertThat(solution.budgetPrice()).isZero();
  }

  @Test
  void aScarceBudgetHasThePriceOfADollar() {
    PoolSolution solution = PoolSolver.solve(alike(2, 1), List.of("h100"), new int[] {9}, 4);

    assertThat(solution.budgetPrice()).isCloseTo(2.5, within(0.01)); // 10 for 4 dollars
    assertThat(solution.prices().get("h100")).isZero();
  }

  /// Three workloads of two devices each share five: two find room, where halves would make 25
  /// of 20. Workloads without candidates fill up the number.
  @Test
  void thirtyWorkloadsAreProvenAndMoreUnderABudgetHaveAGap() {
    List<List<Candidate>> thirty = new ArrayList<>(alike(3, 2));
    while (thirty.size() < 30) {
      thirty.add(List.of());
    }
    List<List<Candidate>> more = new ArrayList<>(thirty);
    more.add(List.of());
    PoolSolution proven =
        PoolSolver.solve(thirty, List.of("h100"), new int[] {5}, Double.POSITIVE_INFINITY);
    PoolSolution bounded = PoolSolver.solve(more, List.of("h100"), new int[] {5}, 1_000);
    PoolSolution programmed =
        PoolSolver.solve(more, List.of("h100"), new int[] {5}, Double.POSITIVE_INFINITY);

    assertThat(proven.total()).isEqualTo(20);
    assertThat(proven.gap()).isZero();
    assertThat(bounded.total()).isEqualTo(20);
    assertThat(bounded.gap()).isGreaterThan(4.9);
    assertThat(programmed.total()).isEqualTo(20);
    assertThat(programmed.gap()).isZero();
  }

  @Test
  void whatFitsNowhereIsNotFoundAndChoosesNothing() {
    PoolSolution solution =
        PoolSolver.solve(
            List.of(List.of(SmallPool.candidate("two", 10, 4, 2)), List.of()),
            List.of("h100"),
            new int[] {1},
            9);

    assertThat(solution.found()).isFalse();
    assertThat(solution.choices()).hasSize(2).allMatch(Optional::isEmpty);
    assertThat(solution.total()).isZero();
    assertThat(solution.gap()).isZero();
  }

  /// The best of each would take 13 of 10 devices, and the best of one alone earns 12; 9 + 7 take
  /// all ten.
  @Test
  void theBestPairIsNotThatOfTheBestOfEach() {
    List<List<Candidate>> all =
        List.of(
            List.of(
                SmallPool.candidate("a7", 12, 0, 7),
                SmallPool.candidate("a5", 9, 0, 5),
                SmallPool.candidate("a0", 0, 0, 0)),
            List.of(
                SmallPool.candidate("b6", 10, 0, 6),
                SmallPool.candidate("b5", 7, 0, 5),
                SmallPool.candidate("b0", 0, 0, 0)));
    PoolSolution solution = PoolSolver.solve(all, List.of("h100"), new int[] {10}, 99);

    assertThat(solution.total()).isEqualTo(16);
    assertThat(solution.gap()).isZero();
  }
}
