package io.rheostat.benchmarks.accuracy;

import io.rheostat.contest.backtest.Backtest;
import io.rheostat.contest.backtest.Reproduction;
import io.rheostat.contest.backtest.WhatIf;
import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.history.ServiceHistory;
import java.util.ArrayList;
import java.util.List;

/// Service of a recorded section beside its backtest "as it ran".
///
/// @param section its name
/// @param service the service
/// @param requests of the service
/// @param usd dollars of the whole section
/// @param figures of the service
record ReproductionRow(
    String section,
    String service,
    double requests,
    Reproduction.Pair usd,
    Reproduction.Service figures) {
  private static final int SEEDS = 5;

  /// Backtests a section and returns the rows of its services.
  static List<ReproductionRow> of(String section, FleetHistory history)
      throws InterruptedException {
    Backtest.Request asItRan = new Backtest.Request(List.of(), WhatIf.AS_DECLARED, true, false);
    Reproduction made = new Backtest(history, SEEDS).run(asItRan, _ -> {}).reproduction();
    List<ReproductionRow> rows = new ArrayList<>();
    for (ServiceHistory one : history.services().values()) {
      String name = one.workload().name();
      rows.add(
          new ReproductionRow(
              section, name, one.traffic().requests(), made.usd(), made.service(name)));
    }
    return rows;
  }
}
