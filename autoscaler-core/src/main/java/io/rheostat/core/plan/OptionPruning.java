package io.rheostat.core.plan;

import io.rheostat.model.decision.Allocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Selection of a workload's best candidates, always with its current allocation.
final class OptionPruning {
  /// Loss from breaking the objective wholly, as a multiple of the value at stake.
  static final double SHORTFALL_WEIGHT = 50;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score)
          .reversed()
          .thenComparingDouble(candidate -> candidate.option().costUsdPerHour())
          .thenComparing(candidate -> candidate.option().allocation().toString());

  private OptionPruning() {}

  /// Returns the candidates, best score first, dearer after cheaper among equals, at most twenty.
  /// The cheapest stays in as well: a crowded pool may have nothing else to give.
  static List<Candidate> best(List<Candidate> candidates, Allocation held) {
    List<Candidate> sorted = new ArrayList<>(candidates);
    sorted.sort(BEST_FIRST);
    if (sorted.size() <= Candidates.MOST) {
      return List.copyOf(sorted);
    }
    List<Candidate> kept = new ArrayList<>(sorted.subList(0, Candidates.MOST - 2));
    List<Candidate> rest = sorted.subList(Candidates.MOST - 2, sorted.size());
    Candidate cheapest = rest.getFirst();
    for (Candidate candidate : rest) {
      if (candidate.option().costUsdPerHour() < cheapest.option().costUsdPerHour()) {
        cheapest = candidate;
      }
      if (candidate.option().allocation().equals(held)) {
        kept.add(candidate);
      }
    }
    if (!kept.contains(cheapest)) {
      kept.add(cheapest);
    }
    kept.sort(BEST_FIRST);
    return List.copyOf(kept);
  }
}
