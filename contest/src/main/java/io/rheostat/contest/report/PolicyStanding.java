package io.rheostat.contest.report;

import io.rheostat.contest.trial.TrialResult;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Result of a policy under the same conditions, means over its seeds.
///
/// @param policy name, settings included
/// @param attainment share of good requests among all seeds' requests, 0..1
/// @param replicas on average
/// @param costUsd dollars
/// @param netUsd earnings of good requests, less the cost, in dollars
/// @param boundUsd least dollars at its attainment
public record PolicyStanding(
    String policy,
    String family,
    SettingsOrigin kind,
    double attainment,
    double replicas,
    double costUsd,
    double netUsd,
    double boundUsd) {
  /// Averages one policy's rows, one or more, under the same conditions.
  static PolicyStanding of(List<PolicyRow> rows) {
    PolicyRow first = rows.getFirst();
    long requests = rows.stream().mapToLong(row -> row.result().requests()).sum();
    long good = rows.stream().mapToLong(row -> row.result().good()).sum();
    return new PolicyStanding(
        first.result().policy(),
        first.family(),
        first.kind(),
        requests == 0 ? 1 : (double) good / requests,
        mean(rows, TrialResult::averageReplicas),
        mean(rows, TrialResult::costUsd),
        mean(rows, TrialResult::netUsd),
        rows.stream().mapToDouble(PolicyRow::boundUsd).sum() / rows.size());
  }

  private static double mean(List<PolicyRow> rows, ToDoubleFunction<TrialResult> figure) {
    return rows.stream().mapToDouble(row -> figure.applyAsDouble(row.result())).sum() / rows.size();
  }

  double costOverBound() {
    return costUsd / boundUsd;
  }

  /// Returns the other's lead as a share of the other's net value; negative if it earns less.
  double behind(PolicyStanding other) {
    double size = Math.max(Math.abs(other.netUsd), 1e-9);
    return (other.netUsd - netUsd) / size;
  }

  /// Returns whether another costs less and reaches more.
  boolean isBeatenOnBothBy(PolicyStanding other) {
    return other.costUsd < costUsd && other.attainment > attainment;
  }
}
