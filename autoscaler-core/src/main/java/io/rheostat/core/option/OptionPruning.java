package io.rheostat.core.option;

import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
import io.rheostat.model.fleet.Allocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Selection of a workload's best candidates, always with its current allocation.
final class OptionPruning {
  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score)
          .reversed()
          .thenComparingDouble(candidate -> candidate.option().costUsdPerHour())
          .thenComparing(candidate -> candidate.option().allocation().toString());

  private OptionPruning() {}

  /// Returns the candidates, best score first, dearer after cheaper among equals, at most twenty.
  /// The cheapest stays in as well: a crowded pool may have nothing else to give.
  static List<Candidate> best(List<Candidate> candidates, Allocation desired) {
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
      if (candidate.option().allocation().equals(desired)) {
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
