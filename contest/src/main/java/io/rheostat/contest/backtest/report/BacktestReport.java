package io.rheostat.contest.backtest.report;

import io.rheostat.contest.backtest.Backtest;
import io.rheostat.contest.backtest.Hindsight;
import io.rheostat.contest.backtest.PolicyRuns;
import io.rheostat.contest.history.FleetHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Content of a report.
///
/// @param history the section
/// @param result what policies did with it
/// @param changes declarations that the policies were given in place of the recorded ones, as on
///     the command line
/// @param seeds number of runs of each policy
public record BacktestReport(
    FleetHistory history, Backtest.Result result, List<String> changes, int seeds) {
  public BacktestReport {
    changes = List.copyOf(changes);
  }

  /// Returns the reproduction and the policies, the clairvoyant of hindsight included.
  List<PolicyRuns> rows() {
    List<PolicyRuns> rows = new ArrayList<>();
    rows.add(result.asItRan());
    rows.addAll(result.policies());
    result
        .hindsight()
        .map(Hindsight::clairvoyant)
        .filter(one -> rows.stream().noneMatch(row -> row.policy().equals(one.policy())))
        .ifPresent(rows::add);
    return rows;
  }

  /// Returns whether the policies were left out because the reproduction is too far off.
  public boolean isRefused() {
    return result.policies().isEmpty() && !result.reproduction().excesses().isEmpty();
  }

  /// Returns the policy that the others are compared with: the first one that was run.
  Optional<PolicyRuns> reference() {
    return result.policies().stream().filter(one -> one.refused().isEmpty()).findFirst();
  }
}
