package io.rheostat.contest.backtest;

import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Fleet with one limit lifted.
///
/// @param text the limit and its change
/// @param fleet with the limit lifted
/// @param readyAtOnce whether replicas are ready as soon as they are ordered
record LiftedLimit(String text, Fleet fleet, boolean readyAtOnce) {
  private static final int MORE_REPLICAS = 2;
  private static final int MORE_DEVICES = 2;

  /// Returns the limits that may have cost something, in order: start-up time, bounds of services
  /// that were reached, devices, budgets, limits of changes.
  ///
  /// @param runs of Rheostat under all of them
  static List<LiftedLimit> of(Fleet fleet, PolicyRuns runs) {
    List<LiftedLimit> lifts = new ArrayList<>();
    lifts.add(new LiftedLimit("start-up times: replicas ready at once", fleet, true));
    for (Workload workload : fleet.workloads().values()) {
      if (!(workload.objective() instanceof Objective.Inference)) {
        continue; // a job's width is bound by the widths it may take
      }
      Bounds bounds = workload.bounds();
      if (extreme(runs, workload.name(), true) >= bounds.maxReplicas()) {
        lifts.add(bounded(fleet, workload, "maxReplicas", MORE_REPLICAS));
      }
      if (bounds.minReplicas() > 0
          && extreme(runs, workload.name(), false) <= bounds.minReplicas()) {
        lifts.add(bounded(fleet, workload, "minReplicas", -1));
      }
    }
    for (Pool pool : fleet.pools().values()) {
      pool.devices().forEach((type, count) -> lifts.add(devices(fleet, pool, type, count)));
      if (pool.budgetUsdPerHour().isPresent()) {
        lifts.add(
            with(
                fleet,
                copy(pool, pool.devices(), OptionalDouble.empty(), false),
                String.format(
                    Locale.ROOT,
                    "budget of %s, $%.0f an hour, to none",
                    pool.name(),
                    pool.budgetUsdPerHour().getAsDouble())));
      }
      if (pool.churn().isPresent()) {
        lifts.add(
            with(
                fleet,
                copy(pool, pool.devices(), pool.budgetUsdPerHour(), true),
                "limit of changes of " + pool.name() + " to none"));
      }
    }
    return lifts;
  }

  private static double extreme(PolicyRuns runs, String workload, boolean most) {
    var values =
        runs.of(workload).stream().flatMap(one -> one.replicas().stream()).mapToDouble(one -> one);
    return most ? values.max().orElse(0) : values.min().orElse(Double.POSITIVE_INFINITY);
  }

  private static LiftedLimit bounded(Fleet fleet, Workload workload, String bound, int by) {
    Bounds bounds = workload.bounds();
    boolean upper = by > 0;
    int from = upper ? bounds.maxReplicas() : bounds.minReplicas();
    Bounds lifted =
        new Bounds(
            upper ? bounds.minReplicas() : from + by,
            upper ? from + by : bounds.maxReplicas(),
            bounds.maxUsdPerHour(),
            bounds.churn());
    SortedMap<String, Workload> workloads = new TreeMap<>(fleet.workloads());
    workloads.put(workload.name(), workload.with(workload.placements(), lifted));
    return new LiftedLimit(
        bound + " of " + workload.name() + " from " + from + " to " + (from + by),
        new Fleet(fleet.devices(), fleet.pools(), workloads),
        false);
  }

  private static LiftedLimit devices(Fleet fleet, Pool pool, String type, int count) {
    SortedMap<String, Integer> devices = new TreeMap<>(pool.devices());
    devices.put(type, count + MORE_DEVICES);
    return with(
        fleet,
        copy(pool, devices, pool.budgetUsdPerHour(), false),
        type + " of " + pool.name() + " from " + count + " to " + (count + MORE_DEVICES));
  }

  private static Pool copy(
      Pool pool, SortedMap<String, Integer> devices, OptionalDouble budget, boolean withoutChurn) {
    return new Pool(
        pool.name(),
        devices,
        budget,
        pool.maxWatts(),
        withoutChurn ? Optional.empty() : pool.churn(),
        pool.alpha(),
        pool.beta(),
        pool.owners());
  }

  private static LiftedLimit with(Fleet fleet, Pool pool, String text) {
    SortedMap<String, Pool> pools = new TreeMap<>(fleet.pools());
    pools.put(pool.name(), pool);
    return new LiftedLimit(text, new Fleet(fleet.devices(), pools, fleet.workloads()), false);
  }
}
