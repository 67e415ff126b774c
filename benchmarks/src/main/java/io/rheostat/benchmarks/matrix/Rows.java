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

  /// Who a row is of.
  ///
  /// @param policy name, settings included
  record Who(String family, Kind kind, String policy) {}

  /// One policy's runs, one for each trial. Where it is Rheostat or an honest user's, also the half
  /// that was not tuned on.
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

  /// The attainment that a bound is made for: of a group's rivals rounded down, which can only
  /// lower it, for there are thousands.
  private double bounded(Kind kind, double attainment) {
    boolean exact = halving == Halving.BY_TIME || !kind.rival();
    return exact ? attainment : Math.floor(attainment * STEPS + 1e-9) / STEPS;
  }

  List<Row> all() {
    return List.copyOf(rows);
  }
}
