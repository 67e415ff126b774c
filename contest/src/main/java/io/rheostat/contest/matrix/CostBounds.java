package io.rheostat.contest.matrix;

import io.rheostat.contest.bound.CostLowerBound;
import java.util.ArrayList;
import java.util.List;

/// Cost bounds of a case's trials.
final class CostBounds {
  private final List<CostLowerBound> bounds = new ArrayList<>();

  CostBounds(List<SeededTrial> entrants) {
    for (SeededTrial entrant : entrants) {
      bounds.add(CostLowerBound.of(entrant.trial()));
    }
  }

  double usdAt(int entrant, double attainment) {
    return bounds.get(entrant).usdAt(attainment);
  }
}
