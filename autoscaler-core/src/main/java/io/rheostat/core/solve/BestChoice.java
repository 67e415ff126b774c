package io.rheostat.core.solve;

/// Best feasible choice found so far.
final class BestChoice {
  private int[] choice;
  private double total = Double.NEGATIVE_INFINITY;

  BestChoice(int workloads) {
    choice = new int[workloads];
  }

  /// Takes a feasible choice when it is better than the best so far.
  void offer(int[] candidate, double score) {
    if (score > total + PoolProblem.TOLERANCE) {
      total = score;
      choice = candidate.clone();
    }
  }

  boolean isFound() {
    return total > Double.NEGATIVE_INFINITY;
  }

  /// Returns the sum of scores, dollars per hour; negative infinity when nothing was found.
  double total() {
    return total;
  }

  /// Returns the position of the chosen candidate of a workload.
  int of(int workload) {
    return choice[workload];
  }
}
