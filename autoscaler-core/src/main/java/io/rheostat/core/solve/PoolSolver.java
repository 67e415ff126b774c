package io.rheostat.core.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Solver of a pool: one candidate for each workload, with the highest sum of scores under the
/// pool's devices, power and budget.
///
/// A search on the Lagrangian gives shadow prices, an upper bound and good choices; up to thirty
/// workloads a branch and bound then proves the optimum, and beyond them a dynamic programme where
/// few device types are all that is limited.
public final class PoolSolver {
  /// Most workloads for which the optimum is proven.
  private static final int EXACT_WORKLOADS = 30;

  private PoolSolver() {}

  /// Solves a pool; a workload without candidates takes nothing and gets no choice.
  ///
  /// @param types names of the limited types, watts included where power is limited
  /// @param counts most of each type
  /// @param budget dollars per hour, infinite for none
  public static PoolSolution solve(
      List<List<Candidate>> candidates, List<String> types, int[] counts, double budget) {
    PoolProblem problem = PoolProblem.of(candidates, counts, budget);
    BestChoice best = new BestChoice(problem.workloads());
    Lagrangian lagrangian = new Lagrangian(problem, best);
    lagrangian.search();
    double[] prices = lagrangian.prices();
    boolean proven = false;
    if (problem.workloads() <= EXACT_WORKLOADS) {
      BranchAndBound exact = new BranchAndBound(problem, prices, best);
      exact.search();
      proven = exact.isComplete();
    }
    if (!proven) {
      Optional<int[]> programme = ExactProgramme.solve(problem);
      programme.ifPresent(choice -> best.offer(choice, problem.total(choice)));
      proven = programme.isPresent();
    }
    double gap = !best.isFound() || proven ? 0 : Math.max(0, lagrangian.bound() - best.total());
    SortedMap<String, Double> byType = new TreeMap<>();
    for (int i = 0; i < types.size(); i++) {
      byType.put(types.get(i), prices[i]);
    }
    return new PoolSolution(
        choices(candidates, best),
        best.isFound() ? best.total() : 0,
        gap,
        byType,
        prices[prices.length - 1],
        best.isFound());
  }

  private static List<Optional<Candidate>> choices(
      List<List<Candidate>> candidates, BestChoice best) {
    List<Optional<Candidate>> choices = new ArrayList<>(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      List<Candidate> options = candidates.get(i);
      boolean none = !best.isFound() || options.isEmpty();
      choices.add(none ? Optional.empty() : Optional.of(options.get(best.of(i))));
    }
    return choices;
  }
}
