package io.rheostat.benchmarks.accuracy;

import io.rheostat.contest.backtest.Reproduction;
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
/// @param attainment of the service
/// @param firstTokenP95 of the service, seconds
record ReproductionRow(
    String section,
    String service,
    double requests,
    Reproduction.Pair usd,
    Reproduction.Pair attainment,
    Reproduction.Pair firstTokenP95) {
  /// Returns the rows of a section.
  static List<ReproductionRow> of(String section, FleetHistory history, Reproduction reproduction) {
    List<ReproductionRow> rows = new ArrayList<>();
    for (ServiceHistory one : history.services().values()) {
      String name = one.workload().name();
      Reproduction.Service service = reproduction.service(name);
      rows.add(
          new ReproductionRow(
              section,
              name,
              one.traffic().requests(),
              reproduction.usd(),
              service.attainment(),
              service.firstTokenP95()));
    }
    return rows;
  }
}
