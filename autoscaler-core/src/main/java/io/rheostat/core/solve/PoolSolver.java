package io.rheostat.core.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Multi-dimensional multi-choice knapsack solver: one candidate for each workload, with the
/// highest sum of scores under device counts and a budget.
///
/// Subgradient steps on the Lagrangian give shadow prices, an upper bound and a first solution,
/// repaired and improved greedily (Fisher 1981). Up to thirty workloads a depth-first branch and
/// bound with the same bound then proves the optimum. All limits count iterations, never time.
public final class PoolSolver {
  private static final int SUBGRADIENT_STEPS = 300;
  private static final int EXACT_WORKLOADS = 30;
  private static final int MOST_NODES = 200_000;
  private static final double TOLERANCE = 1e-9;

  private final List<List<Candidate>> candidates;
  private final double[] limits;
  private final int dimensions;
  private double[] prices;
  private double bound = Double.POSITIVE_INFINITY;
  private int[] best;
  private double bestTotal = Double.NEGATIVE_INFINITY;
  private int nodes;

  /// @param counts devices of each type
  /// @param budget dollars per hour, infinite for none
  private PoolSolver(List<List<Candidate>> candidates, int[] counts, double budget) {
    this.candidates = candidates;
    dimensions = counts.length + 1;
    limits = new double[dimensions];
    for (int i = 0; i < counts.length; i++) {
      limits[i] = counts[i];
    }
    limits[counts.length] = budget;
    prices = new double[dimensions];
    best = new int[candidates.size()];
  }

  /// Solves a pool; a workload without candidates takes nothing and gets no choice.
  public static PoolSolution solve(
      List<List<Candidate>> candidates, List<String> types, int[] counts, double budget) {
    PoolSolver solver = new PoolSolver(candidates, counts, budget);
    solver.lagrangian();
    if (candidates.size() <= EXACT_WORKLOADS) {
      solver.branchAndBound();
    }
    return solver.solution(types);
  }

  private PoolSolution solution(List<String> types) {
    boolean found = bestTotal > Double.NEGATIVE_INFINITY;
    List<Optional<Candidate>> choices = new ArrayList<>(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      boolean none = !found || candidates.get(i).isEmpty();
      choices.add(none ? Optional.empty() : Optional.of(candidates.get(i).get(best[i])));
    }
    SortedMap<String, Double> byType = new TreeMap<>();
    for (int i = 0; i < types.size(); i++) {
      byType.put(types.get(i), prices[i]);
    }
    boolean proven = candidates.size() <= EXACT_WORKLOADS && nodes < MOST_NODES;
    double gap = !found || proven ? 0 : Math.max(0, bound - bestTotal);
    return new PoolSolution(
        choices, found ? bestTotal : 0, gap, byType, prices[dimensions - 1], found);
  }

  private double use(Candidate candidate, int dimension) {
    return dimension < dimensions - 1
        ? candidate.devices()[dimension]
        : candidate.option().costUsdPerHour();
  }

  private double reduced(Candidate candidate, double[] at) {
    double score = candidate.score();
    for (int d = 0; d < dimensions; d++) {
      if (at[d] > 0) {
        score -= at[d] * use(candidate, d);
      }
    }
    return score;
  }

  private int bestReduced(List<Candidate> options, double[] at) {
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

  private void lagrangian() {
    double[] at = new double[dimensions];
    int[] choice = new int[candidates.size()];
    double step = 2;
    for (int iteration = 0; iteration < SUBGRADIENT_STEPS; iteration++) {
      double[] used = new double[dimensions];
      double dual = choose(at, choice, used);
      if (dual < bound - TOLERANCE) {
        bound = dual;
        prices = at.clone();
      } else if (iteration % 10 == 9) {
        step *= 0.7;
      }
      offer(choice.clone(), used.clone());
      double norm = 0;
      for (int d = 0; d < dimensions; d++) {
        if (limits[d] < Double.POSITIVE_INFINITY) {
          norm += (used[d] - limits[d]) * (used[d] - limits[d]);
        }
      }
      double goal =
          bestTotal > Double.NEGATIVE_INFINITY ? bestTotal : bound - Math.abs(bound) * 0.05 - 1;
      if (norm < TOLERANCE || bound - goal < TOLERANCE) {
        break;
      }
      double length = step * Math.max(TOLERANCE, dual - goal) / norm;
      for (int d = 0; d < dimensions; d++) {
        if (limits[d] < Double.POSITIVE_INFINITY) {
          at[d] = Math.max(0, at[d] + length * (used[d] - limits[d]));
        }
      }
    }
  }

  /// Chooses each workload's best at the prices and returns the dual value.
  private double choose(double[] at, int[] choice, double[] used) {
    double dual = 0;
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).isEmpty()) {
        continue;
      }
      choice[i] = bestReduced(candidates.get(i), at);
      Candidate chosen = candidates.get(i).get(choice[i]);
      dual += reduced(chosen, at);
      for (int d = 0; d < dimensions; d++) {
        used[d] += use(chosen, d);
      }
    }
    for (int d = 0; d < dimensions; d++) {
      if (at[d] > 0) {
        dual += at[d] * limits[d];
      }
    }
    return dual;
  }

  /// Repairs a choice beyond the limits, fills the remaining capacity, and keeps it when it is the
  /// best so far.
  private void offer(int[] choice, double[] used) {
    for (int round = 0; excess(used) > TOLERANCE; round++) {
      if (round > 4 * candidates.size() + 20 || !repairOnce(choice, used)) {
        return;
      }
    }
    fill(choice, used);
    double total = 0;
    for (int i = 0; i < choice.length; i++) {
      if (!candidates.get(i).isEmpty()) {
        total += candidates.get(i).get(choice[i]).score();
      }
    }
    if (total > bestTotal + TOLERANCE) {
      bestTotal = total;
      best = choice;
    }
  }

  private double excess(double[] used) {
    double excess = 0;
    for (int d = 0; d < dimensions; d++) {
      if (used[d] > limits[d] + TOLERANCE) {
        excess += (used[d] - limits[d]) / Math.max(1, limits[d]);
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
      List<Candidate> options = candidates.get(i);
      for (int j = 0; j < options.size(); j++) {
        if (j == choice[i]) {
          continue;
        }
        double removed = before - excess(exchanged(used, options.get(choice[i]), options.get(j)));
        double lost = options.get(choice[i]).score() - options.get(j).score();
        if (removed > TOLERANCE && lost / removed < cheapest) {
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
    for (int round = 0; improved && round < candidates.size(); round++) {
      improved = false;
      for (int i = 0; i < choice.length; i++) {
        List<Candidate> options = candidates.get(i);
        for (int j = 0; j < options.size(); j++) {
          boolean better = options.get(j).score() > options.get(choice[i]).score() + TOLERANCE;
          if (better
              && excess(exchanged(used, options.get(choice[i]), options.get(j))) <= TOLERANCE) {
            exchange(choice, used, i, j);
            improved = true;
          }
        }
      }
    }
  }

  private double[] exchanged(double[] used, Candidate from, Candidate to) {
    double[] after = new double[dimensions];
    for (int d = 0; d < dimensions; d++) {
      after[d] = used[d] - use(from, d) + use(to, d);
    }
    return after;
  }

  private void exchange(int[] choice, double[] used, int workload, int option) {
    List<Candidate> options = candidates.get(workload);
    double[] after = exchanged(used, options.get(choice[workload]), options.get(option));
    System.arraycopy(after, 0, used, 0, dimensions);
    choice[workload] = option;
  }

  private void branchAndBound() {
    int count = candidates.size();
    double[] tail = new double[count + 1];
    for (int i = count - 1; i >= 0; i--) {
      List<Candidate> options = candidates.get(i);
      double highest =
          options.isEmpty() ? 0 : reduced(options.get(bestReduced(options, prices)), prices);
      tail[i] = tail[i + 1] + highest;
    }
    branch(0, 0, limits.clone(), tail, new int[count]);
  }

  private void branch(int workload, double total, double[] left, double[] tail, int[] choice) {
    if (workload == candidates.size()) {
      if (total > bestTotal + TOLERANCE) {
        bestTotal = total;
        best = choice.clone();
      }
      return;
    }
    double upper = total + tail[workload];
    for (int d = 0; d < dimensions; d++) {
      if (prices[d] > 0) {
        upper += prices[d] * left[d];
      }
    }
    if (upper <= bestTotal + TOLERANCE || ++nodes > MOST_NODES) {
      return;
    }
    List<Candidate> options = candidates.get(workload);
    if (options.isEmpty()) {
      branch(workload + 1, total, left, tail, choice);
      return;
    }
    for (int j = 0; j < options.size(); j++) {
      double[] after = taken(left, options.get(j));
      if (after.length > 0) {
        choice[workload] = j;
        branch(workload + 1, total + options.get(j).score(), after, tail, choice);
      }
    }
  }

  /// Returns the remaining limits after a candidate; empty when it takes too much.
  private double[] taken(double[] left, Candidate candidate) {
    double[] after = Arrays.copyOf(left, dimensions);
    for (int d = 0; d < dimensions; d++) {
      after[d] -= use(candidate, d);
      if (after[d] < -TOLERANCE) {
        return new double[0];
      }
    }
    return after;
  }
}
