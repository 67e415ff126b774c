package io.rheostat.contest.matrix;

import io.rheostat.contest.report.JudgedSpan;
import io.rheostat.contest.report.PolicyRow;
import io.rheostat.contest.report.RunConditions;
import io.rheostat.contest.report.SettingsOrigin;
import io.rheostat.contest.trial.HalvesResult;
import io.rheostat.contest.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;

/// Collects the rows of one table.
final class Rows {
  /// Half a percent.
  private static final double STEPS = 200;

  private final RunConditions conditions;
  private final TuningHalf halving;
  private final CostBounds bounds;
  private final List<PolicyRow> rows = new ArrayList<>();

  Rows(RunConditions conditions, TuningHalf halving, CostBounds bounds) {
    this.conditions = conditions;
    this.halving = halving;
    this.bounds = bounds;
  }

  /// Subject of a row.
  ///
  /// @param policy name, settings included
  record Who(String family, SettingsOrigin kind, String policy) {}

  /// Adds one policy's runs, one for each trial. For Rheostat and the honest user's settings, adds
  /// the half not used for tuning, too.
  void add(Who who, List<HalvesResult> runs) {
    for (int entrant = 0; entrant < runs.size(); entrant++) {
      TrialResult whole = runs.get(entrant).whole();
      double usd = bounds.usdAt(entrant, bounded(who.kind, whole.sloAttainment()));
      rows.add(new PolicyRow(who.family, who.kind, conditions, whole.as(who.policy), usd));
    }
    if (who.kind == SettingsOrigin.RHEOSTAT || who.kind == SettingsOrigin.HALF_TUNED) {
      for (TrialResult second : halving.second(runs)) {
        rows.add(
            new PolicyRow(
                who.family,
                who.kind,
                conditions,
                second.as(who.policy),
                Double.POSITIVE_INFINITY,
                JudgedSpan.SECOND_HALF));
      }
    }
  }

  /// Returns the attainment to compute a bound for. For a group's rivals it is rounded down, for
  /// there are thousands; rounding can only make the bound lower.
  private double bounded(SettingsOrigin kind, double attainment) {
    boolean exact = halving == TuningHalf.BY_TIME || !kind.rival();
    return exact ? attainment : Math.floor(attainment * STEPS + 1e-9) / STEPS;
  }

  List<PolicyRow> all() {
    return List.copyOf(rows);
  }
}
