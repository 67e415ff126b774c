package io.rheostat.benchmarks.matrix;

import io.rheostat.benchmarks.policies.Conditions;
import io.rheostat.benchmarks.policies.Kind;
import io.rheostat.benchmarks.policies.Row;
import io.rheostat.benchmarks.policies.Span;
import io.rheostat.simulator.contest.Halves;
import io.rheostat.simulator.contest.Result;
import java.util.ArrayList;
import java.util.List;

/// Collects the rows of one table.
final class Rows {
  /// Half a percent.
  private static final double STEPS = 200;

  private final Conditions conditions;
  private final Halving halving;
  private final Bounds bounds;
  private final List<Row> rows = new ArrayList<>();

  Rows(Conditions conditions, Halving halving, Bounds bounds) {
    this.conditions = conditions;
    this.halving = halving;
    this.bounds = bounds;
  }

  /// Subject of a row.
  ///
  /// @param policy name, settings included
  record Who(String family, Kind kind, String policy) {}

  /// Adds one policy's runs, one for each trial. For Rheostat and the honest user's settings, adds
  /// the half not used for tuning, too.
  void add(Who who, List<Halves> runs) {
    for (int entrant = 0; entrant < runs.size(); entrant++) {
      Result whole = runs.get(entrant).whole();
      double usd = bounds.usdAt(entrant, bounded(who.kind, whole.sloAttainment()));
      rows.add(new Row(who.family, who.kind, conditions, whole.as(who.policy), usd));
    }
    if (who.kind == Kind.RHEOSTAT || who.kind == Kind.HALF_TUNED) {
      for (Result second : halving.second(runs)) {
        rows.add(
            new Row(
                who.family,
                who.kind,
                conditions,
                second.as(who.policy),
                Double.POSITIVE_INFINITY,
                Span.SECOND_HALF));
      }
    }
  }

  /// Returns the attainment to compute a bound for. For a group's rivals it is rounded down, for
  /// there are thousands; rounding can only make the bound lower.
  private double bounded(Kind kind, double attainment) {
    boolean exact = halving == Halving.BY_TIME || !kind.rival();
    return exact ? attainment : Math.floor(attainment * STEPS + 1e-9) / STEPS;
  }

  List<Row> all() {
    return List.copyOf(rows);
  }
}
