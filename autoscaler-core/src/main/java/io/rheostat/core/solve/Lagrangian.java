package io.rheostat.core.solve;

/// Subgradient search on the Lagrangian dual of the knapsack (Fisher 1981): shadow prices, an upper
/// bound, and a repaired choice from each step. It counts iterations, never time.
final class Lagrangian {
  /// Steps of the search.
  private static final int STEPS = 300;

  /// First length of a step, as a multiple of Polyak's, and its factor after [#PATIENCE] steps
  /// without a better bound (Fisher's rule).
  private static final double FIRST_STEP = 2;

  /// Factor of the step length after steps without a better bound.
  private static final double SHRINK = 0.7;

  /// Steps without a better bound before the length shrinks.
  private static final int PATIENCE = 10;

  /// Distance between bound and optimum assumed before a feasible choice is known, as a share.
  private static final double ASSUMED_GAP = 0.05;

  private final PoolProblem problem;
  private final BestChoice best;
  private final Repair repair;
  private double[] prices;
  private double bound = Double.POSITIVE_INFINITY;

  Lagrangian(PoolProblem problem, BestChoice best) {
    this.problem = problem;
    this.best = best;
    this.repair = new Repair(problem, best);
    this.prices = new double[problem.dimensions()];
  }

  /// Returns the prices of the lowest bound, dollars per hour for one of each dimension.
  double[] prices() {
    return prices.clone();
  }

  /// Returns the upper bound of the sum of scores.
  double bound() {
    return bound;
  }

  void search() {
    double[] at = new double[problem.dimensions()];
    int[] choice = new int[problem.workloads()];
    double step = FIRST_STEP;
    for (int iteration = 0; iteration < STEPS; iteration++) {
      double[] used = new double[problem.dimensions()];
      double dual = choose(at, choice, used);
      if (dual < bound - PoolProblem.TOLERANCE) {
        bound = dual;
        prices = at.clone();
      } else if (iteration % PATIENCE == PATIENCE - 1) {
        step *= SHRINK;
      }
      repair.offer(choice.clone(), used.clone());
      double norm = 0;
      for (int d = 0; d < problem.dimensions(); d++) {
        if (problem.limits()[d] < Double.POSITIVE_INFINITY) {
          norm += (used[d] - problem.limits()[d]) * (used[d] - problem.limits()[d]);
        }
      }
      double goal = best.isFound() ? best.total() : bound - Math.abs(bound) * ASSUMED_GAP - 1;
      if (norm < PoolProblem.TOLERANCE || bound - goal < PoolProblem.TOLERANCE) {
        break;
      }
      double length = step * Math.max(PoolProblem.TOLERANCE, dual - goal) / norm;
      for (int d = 0; d < problem.dimensions(); d++) {
        if (problem.limits()[d] < Double.POSITIVE_INFINITY) {
          at[d] = Math.max(0, at[d] + length * (used[d] - problem.limits()[d]));
        }
      }
    }
  }

  /// Chooses each workload's best at the prices and returns the dual value.
  private double choose(double[] at, int[] choice, double[] used) {
    double dual = 0;
    for (int i = 0; i < problem.workloads(); i++) {
      if (problem.candidates().get(i).isEmpty()) {
        continue;
      }
      choice[i] = problem.bestReduced(problem.candidates().get(i), at);
      Candidate chosen = problem.candidates().get(i).get(choice[i]);
      dual += problem.reduced(chosen, at);
      for (int d = 0; d < problem.dimensions(); d++) {
        used[d] += problem.use(chosen, d);
      }
    }
    for (int d = 0; d < problem.dimensions(); d++) {
      if (at[d] > 0) {
        dual += at[d] * problem.limits()[d];
      }
    }
    return dual;
  }
}
