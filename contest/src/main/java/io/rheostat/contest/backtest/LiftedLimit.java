package io.rheostat.contest.backtest;

import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Fleet with one limit lifted.
///
/// @param text the limit and its change
/// @param fleet with the limit lifted
/// @param change of what no declaration tells
record LiftedLimit(String text, Fleet fleet, Change change) {
  /// Change that no declaration makes.
  enum Change {
    /// None.
    AS_IT_IS,
    /// Replicas are ready as soon as they are ordered.
    READY_AT_ONCE,
    /// Arrivals to come are known beforehand.
    FORESEEN
  }

  private static final int MORE_REPLICAS = 2;
  private static final int MORE_DEVICES = 2;

  /// Returns the limits that may have cost something, in order: the forecast, start-up time, bounds
  /// of services that were reached, devices, budgets, limits of changes.
  ///
  /// @param runs of Rheostat under all of them
  static List<LiftedLimit> of(Fleet fleet, PolicyRuns runs) {
    List<LiftedLimit> lifts = new ArrayList<>();
    lifts.add(new LiftedLimit("forecast: arrivals known beforehand", fleet, Change.FORESEEN));
    lifts.add(
        new LiftedLimit("start-up times: replicas ready at once", fleet, Change.READY_AT_ONCE));
    for (Workload workload : fleet.workloads().values()) {
      if (!(workload.objective() instanceof Objective.Inference)) {
        continue; // a job's width is bound by the widths it may take
      }
      bounds(fleet, workload, runs, lifts);
    }
    for (Pool pool : fleet.pools().values()) {
      pool.devices().forEach((type, count) -> lifts.add(devices(fleet, pool, type, count)));
      if (pool.budgetUsdPerHour().isPresent()) {
        lifts.add(
            with(
                fleet,
                pool.withBudget(OptionalDouble.empty()),
                String.format(
                    Locale.ROOT,
                    "budget of %s, $%.0f an hour, to none",
                    pool.name(),
                    pool.budgetUsdPerHour().getAsDouble())));
      }
      if (pool.churn().isPresent()) {
        lifts.add(
            with(fleet, pool.withoutChurn(), "limit of changes of " + pool.name() + " to none"));
      }
    }
    return lifts;
  }

  private static void bounds(
      Fleet fleet, Workload workload, PolicyRuns runs, List<LiftedLimit> lifts) {
    int least = workload.bounds().minReplicas();
    int most = workload.bounds().maxReplicas();
    DoubleSummaryStatistics held =
        runs.of(workload.name()).stream()
            .flatMap(one -> one.replicas().stream())
            .mapToDouble(one -> one)
            .summaryStatistics();
    if (held.getMax() >= most) {
      int more = most + MORE_REPLICAS;
      lifts.add(
          bounded(
              fleet,
              workload,
              workload.bounds().withReplicas(least, more),
              "maxReplicas of " + workload.name() + " from " + most + " to " + more));
    }
    if (least > 0 && held.getMin() <= least) {
      lifts.add(
          bounded(
              fleet,
              workload,
              workload.bounds().withReplicas(least - 1, most),
              "minReplicas of " + workload.name() + " from " + least + " to " + (least - 1)));
    }
  }

  private static LiftedLimit bounded(Fleet fleet, Workload workload, Bounds lifted, String text) {
    SortedMap<String, Workload> workloads = new TreeMap<>(fleet.workloads());
    workloads.put(workload.name(), workload.with(lifted));
    return new LiftedLimit(text, fleet.withWorkloads(workloads), Change.AS_IT_IS);
  }

  private static LiftedLimit devices(Fleet fleet, Pool pool, String type, int count) {
    return with(
        fleet,
        pool.withDevices(type, count + MORE_DEVICES),
        type + " of " + pool.name() + " from " + count + " to " + (count + MORE_DEVICES));
  }

  private static LiftedLimit with(Fleet fleet, Pool pool, String text) {
    SortedMap<String, Pool> pools = new TreeMap<>(fleet.pools());
    pools.put(pool.name(), pool);
    return new LiftedLimit(text, fleet.withPools(pools), Change.AS_IT_IS);
  }
}
