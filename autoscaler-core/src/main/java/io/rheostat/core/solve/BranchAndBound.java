package io.rheostat.core.solve;

import java.util.List;

/// Depth-first search for the optimum with the Lagrangian bound. It counts nodes, never time.
final class BranchAndBound {
  /// Nodes after which the search ends without a proof.
  private static final int MOST_NODES = 200_000;

  private final PoolProblem problem;
  private final double[] prices;
  private final BestChoice best;
  private int nodes;

  /// @param prices shadow prices of the dimensions, for the bound
  BranchAndBound(PoolProblem problem, double[] prices, BestChoice best) {
    this.problem = problem;
    this.prices = prices;
    this.best = best;
  }

  /// Returns whether the search went through every branch: then the best choice is optimal.
  boolean isComplete() {
    return nodes < MOST_NODES;
  }

  void search() {
    int count = problem.workloads();
    double[] tail = new double[count + 1];
    for (int i = count - 1; i >= 0; i--) {
      List<Candidate> options = problem.candidates().get(i);
      double highest =
          options.isEmpty()
              ? 0
              : problem.reduced(options.get(problem.bestReduced(options, prices)), prices);
      tail[i] = tail[i + 1] + highest;
    }
    branch(0, 0, problem.limits().clone(), tail, new int[count]);
  }

  private void branch(int workload, double total, double[] left, double[] tail, int[] choice) {
    if (workload == problem.workloads()) {
      best.offer(choice, total);
      return;
    }
    double upper = total + tail[workload];
    for (int d = 0; d < problem.dimensions(); d++) {
      if (prices[d] > 0) {
        upper += prices[d] * left[d];
      }
    }
    if (upper <= best.total() + PoolProblem.TOLERANCE || ++nodes > MOST_NODES) {
      return;
    }
    List<Candidate> options = problem.candidates().get(workload);
    if (options.isEmpty()) {
      branch(workload + 1, total, left, tail, choice);
      return;
    }
    for (int j = 0; j < options.size(); j++) {
      if (fits(left, options.get(j))) {
        choice[workload] = j;
        branch(
            workload + 1,
            total + options.get(j).score(),
            without(left, options.get(j)),
            tail,
            choice);
      }
    }
  }

  private boolean fits(double[] left, Candidate candidate) {
    for (int d = 0; d < problem.dimensions(); d++) {
      if (left[d] - problem.use(candidate, d) < -PoolProblem.TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  /// Returns the remaining limits after a candidate.
  private double[] without(double[] left, Candidate candidate) {
    double[] after = left.clone();
    for (int d = 0; d < problem.dimensions(); d++) {
      after[d] -= problem.use(candidate, d);
    }
    return after;
  }
}
