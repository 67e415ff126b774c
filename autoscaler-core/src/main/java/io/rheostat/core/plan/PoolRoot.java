package io.rheostat.core.plan;

import io.rheostat.model.Require;
import io.rheostat.model.command.Generation;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the plan stage remembers of a pool beside its members. Immutable.
///
/// @param name the pool's name
/// @param prices shadow price of one device by type, dollars per hour, from the last joint solve
/// @param budgetPrice shadow price of one dollar per hour of budget
/// @param solvedAt when the pool was last solved jointly
/// @param material whether something changed since
/// @param gap how far below its upper bound the last joint solution may lie, dollars per hour
/// @param released generations of workloads that another pool let go of before they were declared
///     here
record PoolRoot(
    String name,
    SortedMap<String, Double> prices,
    double budgetPrice,
    Instant solvedAt,
    boolean material,
    double gap,
    SortedMap<String, Generation> released) {
  PoolRoot {
    prices = Require.sortedCopy(prices);
    released = Require.sortedCopy(released);
  }

  static PoolRoot of(String name) {
    return new PoolRoot(name, new TreeMap<>(), 0, Instant.EPOCH, true, 0, new TreeMap<>());
  }

  PoolRoot changed() {
    return material ? this : new PoolRoot(name, prices, budgetPrice, solvedAt, true, gap, released);
  }

  PoolRoot solved(Instant now, PoolSolution solution) {
    return new PoolRoot(
        name, solution.prices(), solution.budgetPrice(), now, false, solution.gap(), released);
  }

  PoolRoot with(SortedMap<String, Generation> generations) {
    return new PoolRoot(name, prices, budgetPrice, solvedAt, material, gap, generations);
  }
}
