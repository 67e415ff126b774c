package io.rheostat.contest.matrix;

import io.rheostat.contest.baseline.PolicyFamily;
import io.rheostat.contest.trial.Contender;
import io.rheostat.contest.trial.HalvesResult;
import io.rheostat.contest.trial.TrialResult;
import java.util.List;
import java.util.function.Function;

/// A family's runs on all trials of a case, and the resulting choice of settings.
///
/// @param family with the run part of its grid
/// @param shipped runs as shipped
/// @param grid runs of each setting
/// @param halving the half seen by the honest user
record Tuned(
    PolicyFamily family,
    List<HalvesResult> shipped,
    List<List<HalvesResult>> grid,
    TuningHalf halving) {
  /// Returns the setting with the highest net value on everything.
  int inHindsight() {
    return best(runs -> runs.stream().map(HalvesResult::whole).toList());
  }

  /// Returns the setting with the highest net value on the first half.
  int onFirstHalf() {
    return best(halving::first);
  }

  /// Returns the index of the setting with the highest net value, the first of equals.
  private int best(Function<List<HalvesResult>, List<TrialResult>> seen) {
    int best = 0;
    for (int i = 1; i < grid.size(); i++) {
      if (net(seen.apply(grid.get(i))) > net(seen.apply(grid.get(best)))) {
        best = i;
      }
    }
    return best;
  }

  static double net(List<TrialResult> results) {
    return results.stream().mapToDouble(TrialResult::netUsd).sum();
  }

  Contender setting(int index) {
    return family.grid().get(index);
  }
}
