package io.rheostat.core.pool;

import io.rheostat.core.solve.PoolSolution;
import io.rheostat.model.Require;
import io.rheostat.model.command.Generation;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/// State of a pool in the plan stage, beside its members. Immutable.
///
/// @param name the pool's name
/// @param prices shadow price of one device by type, dollars per hour, from the last joint solve
/// @param budgetPrice shadow price of one dollar per hour of budget
/// @param solvedAt time of the last joint solve
/// @param material whether something changed since
/// @param gap largest distance of the last joint solution from its upper bound, dollars per hour
/// @param released generations of workloads released by another pool before their declaration here
/// @param waiting workloads waiting for a release by another pool, by the revision of their move
public record PoolRoot(
    String name,
    SortedMap<String, Double> prices,
    double budgetPrice,
    Instant solvedAt,
    boolean material,
    double gap,
    SortedMap<String, Generation> released,
    SortedMap<String, Long> waiting) {
  public PoolRoot {
    prices = Require.sortedCopy(prices);
    released = Require.sortedCopy(released);
    waiting = Require.sortedCopy(waiting);
  }

  /// Returns the root of a new pool: no prices, and a joint solve due.
  public static PoolRoot of(String name) {
    return new PoolRoot(
        name, new TreeMap<>(), 0, Instant.EPOCH, true, 0, new TreeMap<>(), new TreeMap<>());
  }

  /// Returns the root with a joint solve due, because something changed.
  public PoolRoot changed() {
    return material
        ? this
        : new PoolRoot(name, prices, budgetPrice, solvedAt, true, gap, released, waiting);
  }

  /// Returns the root after a joint solve. Without a feasible solution the last prices stay: those
  /// of a failed search mean nothing.
  public PoolRoot solved(Instant now, PoolSolution solution) {
    if (!solution.found()) {
      return new PoolRoot(name, prices, budgetPrice, now, false, gap, released, waiting);
    }
    return new PoolRoot(
        name,
        solution.prices(),
        solution.budgetPrice(),
        now,
        false,
        solution.gap(),
        released,
        waiting);
  }

  /// Returns the root with other released generations by workload.
  public PoolRoot with(SortedMap<String, Generation> generations) {
    return new PoolRoot(name, prices, budgetPrice, solvedAt, material, gap, generations, waiting);
  }

  /// Returns the root with a workload waiting for its former pool, since a move of the revision.
  public PoolRoot awaiting(String workload, long revision) {
    SortedMap<String, Long> more = new TreeMap<>(waiting);
    more.put(workload, revision);
    return new PoolRoot(name, prices, budgetPrice, solvedAt, material, gap, released, more);
  }

  /// Returns the root with a workload no longer waiting for its former pool.
  public PoolRoot awaited(String workload) {
    SortedMap<String, Long> fewer = new TreeMap<>(waiting);
    fewer.remove(workload);
    return new PoolRoot(name, prices, budgetPrice, solvedAt, material, gap, released, fewer);
  }
}
