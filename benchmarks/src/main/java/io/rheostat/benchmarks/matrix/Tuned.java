package io.rheostat.benchmarks.matrix;

import io.rheostat.simulator.baseline.Family;
import io.rheostat.simulator.contest.Contender;
import io.rheostat.simulator.contest.Halves;
import io.rheostat.simulator.contest.Result;
import java.util.List;
import java.util.function.Function;

/// A family's runs on all trials of a case, and the settings they speak for.
///
/// @param family with the part of its grid that was run
/// @param shipped runs as shipped
/// @param grid runs of each setting
/// @param halving what the honest user sees
record Tuned(Family family, List<Halves> shipped, List<List<Halves>> grid, Halving halving) {
  /// The setting that earns most on everything.
  int inHindsight() {
    return best(runs -> runs.stream().map(Halves::whole).toList());
  }

  /// The setting that earns most on the first half.
  int onFirstHalf() {
    return best(halving::first);
  }

  /// Index of the setting that earns most, the first of equals.
  private int best(Function<List<Halves>, List<Result>> seen) {
    int best = 0;
    for (int i = 1; i < grid.size(); i++) {
      if (net(seen.apply(grid.get(i))) > net(seen.apply(grid.get(best)))) {
        best = i;
      }
    }
    return best;
  }

  static double net(List<Result> results) {
    return results.stream().mapToDouble(Result::netUsd).sum();
  }

  Contender setting(int index) {
    return family.grid().get(index);
  }
}
