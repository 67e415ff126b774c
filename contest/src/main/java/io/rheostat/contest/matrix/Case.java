package io.rheostat.contest.matrix;

import io.rheostat.contest.report.RunConditions;
import java.util.List;

/// Trials under the same conditions, for tuning and judging policies together.
///
/// @param conditions of the rows
/// @param entrants one or more
/// @param halving definition of the first half
/// @param extent amount of runs
/// @param types the same service on more placements; empty if it is not run so
public record Case(
    RunConditions conditions,
    List<SeededTrial> entrants,
    TuningHalf halving,
    RunAmount extent,
    List<TwoTypes> types) {
  private static final long FAMILIES = 14;

  /// Average settings of a family.
  private static final long SETTINGS = 15;

  private static final long SCHEDULES = 40;

  /// Runs of a family on the second type.
  private static final long KINDS = 3;

  public Case {
    entrants = List.copyOf(entrants);
    types = List.copyOf(types);
  }

  /// The same trials with two placements.
  ///
  /// @param conditions of the rows
  /// @param both entrants with both placements
  /// @param second entrants with the second only
  record TwoTypes(RunConditions conditions, List<SeededTrial> both, List<SeededTrial> second) {
    TwoTypes {
      both = List.copyOf(both);
      second = List.copyOf(second);
    }
  }

  /// Estimates its duration, in simulated requests.
  public long weight() {
    long requests = 0;
    for (SeededTrial entrant : entrants) {
      requests += entrant.trial().scenario().requests(entrant.trial().workload()).size();
    }
    long settings = extent.shipped() ? 1 + Math.min(SETTINGS, extent.settings()) : 0;
    long onOne = 1 + FAMILIES * settings + Math.min(SCHEDULES, extent.schedules());
    long kinds = extent.shipped() ? KINDS : 0;
    long onTwo = 1 + FAMILIES * kinds + Math.min(SCHEDULES, extent.schedules());
    return requests * (onOne + types.size() * onTwo);
  }
}
