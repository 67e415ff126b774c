package io.rheostat.core.solve;

import io.rheostat.model.decision.Option;
import io.rheostat.model.fleet.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Pools of made-up candidates, with their optimum found by trying everything.
@SuppressWarnings("ArrayRecordComponent") // built once, never changed
record SmallPool(
    List<List<Candidate>> candidates, List<String> types, int[] counts, double budget) {
  PoolSolution solve() {
    return PoolSolver.solve(candidates, types, counts, budget);
  }

  /// Returns the problem of the solver's parts.
  PoolProblem problem() {
    return PoolProblem.of(candidates, counts, budget);
  }

  /// Returns the highest sum of scores, by trying everything; negative infinity for none.
  double best() {
    return brute(this, 0, counts, budget);
  }

  static Candidate candidate(String name, double score, double usd, int... devices) {
    return new Candidate(
        new Option(Allocation.of(name, 1), score, score, usd, 0, score, 0, 1), score, devices);
  }

  static SmallPool random(Random random, int workloads, int options, int types, int least) {
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
    return new SmallPool(all, names, counts, budget);
  }

  private static double brute(SmallPool instance, int workload, int[] left, double usd) {
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
}
