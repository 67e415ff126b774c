package io.rheostat.core.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.model.decision.Option;
import io.rheostat.model.fleet.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PoolSolverTest {
  @SuppressWarnings("ArrayRecordComponent") // built once, never changed
  private record Instance(
      List<List<Candidate>> candidates, List<String> types, int[] counts, double budget) {
    PoolSolution solve() {
      return PoolSolver.solve(candidates, types, counts, budget);
    }
  }

  private static Candidate candidate(String name, double score, double usd, int... devices) {
    return new Candidate(
        new Option(Allocation.of(name, 1), score, score, usd, 0, score, 0, 1), score, devices);
  }

  private static Instance random(Random random, int workloads, int options, int types, int least) {
    List<List<Candidate>> all = new ArrayList<>();
    for (int i = 0; i < workloads; i++) {
      List<Candidate> some = new ArrayList<>();
      for (int j = 0; j < least + random.nextInt(options - least + 1); j++) {
        int[] devices = new int[types];
        double usd = 0;
        for (int d = 0; d < types; d++) {
          devices[d] = random.nextInt(3) == 0 ? random.nextInt(6) : 0;
          usd += devices[d] * (1 + d) * 0.7;
        }
        double score = usd * random.nextDouble() * 3 - random.nextInt(3);
        some.add(candidate("o" + j, score, usd, devices));
      }
      all.add(some);
    }
    List<String> names = new ArrayList<>();
    int[] counts = new int[types];
    for (int d = 0; d < types; d++) {
      names.add("d" + d);
      counts[d] = random.nextInt(1 + workloads * 2);
    }
    double budget =
        random.nextBoolean() ? Double.POSITIVE_INFINITY : random.nextInt(1 + workloads * 6);
    return new Instance(all, names, counts, budget);
  }

  private static double brute(Instance instance, int workload, int[] left, double usd) {
    if (workload == instance.candidates().size()) {
      return 0;
    }
    List<Candidate> options = instance.candidates().get(workload);
    if (options.isEmpty()) {
      return brute(instance, workload + 1, left, usd);
    }
    double best = Double.NEGATIVE_INFINITY;
    for (Candidate option : options) {
      int[] after = left.clone();
      boolean fits = option.option().costUsdPerHour() <= usd + 1e-9;
      for (int d = 0; d < after.length; d++) {
        after[d] -= option.devices()[d];
        fits &= after[d] >= 0;
      }
      if (fits) {
        double rest = usd - option.option().costUsdPerHour();
        best = Math.max(best, option.score() + brute(instance, workload + 1, after, rest));
      }
    }
    return best;
  }

  private static void assertFeasible(Instance instance, PoolSolution solution) {
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
    Instance instance = random(new Random(seed), 1 + (int) Math.floorMod(seed, 6L), 5, 2, 0);

    PoolSolution solution = instance.solve();

    double best = brute(instance, 0, instance.counts(), instance.budget());
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
    Instance instance = random(new Random(seed), 40, 10, 4, 5);

    assertThat(instance.solve().choices()).isEqualTo(assertSolved(instance).choices());
  }

  @Property(tries = 5)
  void largePoolsAreSolvedWithinASmallGap(@ForAll long seed) {
    Instance instance = random(new Random(seed), 200, 20, 8, 10);

    PoolSolution solution = assertSolved(instance);

    assertThat(solution.gap()).isLessThan(0.1 * Math.abs(solution.total()) + 10);
  }

  private static PoolSolution assertSolved(Instance instance) {
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
  private static double dual(Instance instance, PoolSolution solution) {
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
            candidate("twice-one", -2, 2, 2, 0),
            candidate("large", -1.25, 1.25, 0, 1),
            candidate("mixed", -2.25, 2.25, 1, 1));
    Instance instance = new Instance(List.of(deficit), List.of("s", "l"), new int[] {9, 9}, 9);

    assertThat(instance.solve().choices().getFirst().orElseThrow().option().costUsdPerHour())
        .isEqualTo(1.25);
  }
}
