package io.rheostat.core.solve;

import java.util.List;

/// Multi-dimensional multiple-choice knapsack: one candidate for each workload, with the highest
/// sum of scores under limits on device types, power and budget.
///
/// @param candidates candidates of each workload; none for one that takes nothing
/// @param limits most of each dimension, the budget in dollars per hour last; infinite for none
@SuppressWarnings("ArrayRecordComponent") // built for one solve, never changed
record PoolProblem(List<List<Candidate>> candidates, double[] limits) {
  /// Difference below which two scores, or two amounts of a dimension, count as equal.
  static final double TOLERANCE = 1e-9;

  /// @param counts most of each device type
  /// @param budget dollars per hour, infinite for none
  static PoolProblem of(List<List<Candidate>> candidates, int[] counts, double budget) {
    double[] limits = new double[counts.length + 1];
    for (int i = 0; i < counts.length; i++) {
      limits[i] = counts[i];
    }
    limits[counts.length] = budget;
    return new PoolProblem(candidates, limits);
  }

  /// Returns the number of workloads.
  int workloads() {
    return candidates.size();
  }

  /// Returns the number of limited dimensions.
  int dimensions() {
    return limits.length;
  }

  /// Returns the amount of a dimension taken by a candidate.
  double use(Candidate candidate, int dimension) {
    return dimension < limits.length - 1
        ? candidate.devices()[dimension]
        : candidate.option().costUsdPerHour();
  }

  /// Returns the score of a candidate less the price of its use.
  double reduced(Candidate candidate, double[] at) {
    double score = candidate.score();
    for (int d = 0; d < limits.length; d++) {
      if (at[d] > 0) {
        score -= at[d] * use(candidate, d);
      }
    }
    return score;
  }

  /// Returns the position of the candidate with the highest reduced score, the first among equals.
  int bestReduced(List<Candidate> options, double[] at) {
    int chosen = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < options.size(); i++) {
      double score = reduced(options.get(i), at);
      if (score > highest + TOLERANCE) {
        highest = score;
        chosen = i;
      }
    }
    return chosen;
  }

  /// Returns the sum of the scores of a choice.
  double total(int[] choice) {
    double total = 0;
    for (int i = 0; i < choice.length; i++) {
      if (!candidates.get(i).isEmpty()) {
        total += candidates.get(i).get(choice[i]).score();
      }
    }
    return total;
  }
}
