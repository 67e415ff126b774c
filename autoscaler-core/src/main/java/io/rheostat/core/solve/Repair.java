package io.rheostat.core.solve;

import java.util.List;

/// Greedy repair of a choice beyond the limits: exchanges with the least loss of score for the
/// removed excess, then exchanges that use the remaining capacity.
final class Repair {
  private final PoolProblem problem;
  private final BestChoice best;

  Repair(PoolProblem problem, BestChoice best) {
    this.problem = problem;
    this.best = best;
  }

  /// Repairs a choice beyond the limits, fills the remaining capacity, and keeps it when it is the
  /// best so far.
  void offer(int[] choice, double[] used) {
    for (int round = 0; excess(used) > PoolProblem.TOLERANCE; round++) {
      if (round > 4 * problem.workloads() + 20 || !repairOnce(choice, used)) {
        return;
      }
    }
    fill(choice, used);
    best.offer(choice, problem.total(choice));
  }

  private double excess(double[] used) {
    double excess = 0;
    for (int d = 0; d < problem.dimensions(); d++) {
      if (used[d] > problem.limits()[d] + PoolProblem.TOLERANCE) {
        excess += (used[d] - problem.limits()[d]) / Math.max(1, problem.limits()[d]);
      }
    }
    return excess;
  }

  /// Makes the exchange with the least loss of score for the removed excess.
  private boolean repairOnce(int[] choice, double[] used) {
    double before = excess(used);
    double cheapest = Double.POSITIVE_INFINITY;
    int workload = -1;
    int option = -1;
    for (int i = 0; i < choice.length; i++) {
      List<Candidate> options = problem.candidates().get(i);
      for (int j = 0; j < options.size(); j++) {
        if (j == choice[i]) {
          continue;
        }
        double removed = before - excess(exchanged(used, options.get(choice[i]), options.get(j)));
        double lost = options.get(choice[i]).score() - options.get(j).score();
        if (removed > PoolProblem.TOLERANCE && lost / removed < cheapest) {
          cheapest = lost / removed;
          workload = i;
          option = j;
        }
      }
    }
    if (workload < 0) {
      return false;
    }
    exchange(choice, used, workload, option);
    return true;
  }

  private void fill(int[] choice, double[] used) {
    boolean improved = true;
    for (int round = 0; improved && round < problem.workloads(); round++) {
      improved = false;
      for (int i = 0; i < choice.length; i++) {
        List<Candidate> options = problem.candidates().get(i);
        for (int j = 0; j < options.size(); j++) {
          boolean better =
              options.get(j).score() > options.get(choice[i]).score() + PoolProblem.TOLERANCE;
          if (better
              && excess(exchanged(used, options.get(choice[i]), options.get(j)))
                  <= PoolProblem.TOLERANCE) {
            exchange(choice, used, i, j);
            improved = true;
          }
        }
      }
    }
  }

  private double[] exchanged(double[] used, Candidate from, Candidate to) {
    double[] after = new double[problem.dimensions()];
    for (int d = 0; d < problem.dimensions(); d++) {
      after[d] = used[d] - problem.use(from, d) + problem.use(to, d);
    }
    return after;
  }

  private void exchange(int[] choice, double[] used, int workload, int option) {
    List<Candidate> options = problem.candidates().get(workload);
    double[] after = exchanged(used, options.get(choice[workload]), options.get(option));
    System.arraycopy(after, 0, used, 0, problem.dimensions());
    choice[workload] = option;
  }
}
