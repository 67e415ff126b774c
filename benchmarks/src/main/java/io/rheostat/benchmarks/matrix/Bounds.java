package io.rheostat.benchmarks.matrix;

import io.rheostat.simulator.bound.CostLowerBound;
import java.util.ArrayList;
import java.util.List;

/// Cost bounds of a case's trials.
final class Bounds {
  private final List<CostLowerBound> bounds = new ArrayList<>();

  Bounds(List<Entrant> entrants) {
    for (Entrant entrant : entrants) {
      bounds.add(CostLowerBound.of(entrant.trial()));
    }
  }

  double usdAt(int entrant, double attainment) {
    return bounds.get(entrant).usdAt(attainment);
  }
}
