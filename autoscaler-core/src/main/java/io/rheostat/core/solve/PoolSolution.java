package io.rheostat.core.solve;

import io.rheostat.model.Require;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Joint choice for all workloads of a pool.
///
/// @param choices the chosen candidate of each workload, in the order given; all empty when nothing
///     feasible was found
/// @param total sum of the chosen scores
/// @param gap largest distance from the upper bound, dollars per hour; 0 when proven optimal
/// @param prices shadow price of a device of each type
/// @param budgetPrice shadow price of a dollar of budget
/// @param found false when no choice for all of them fits together
public record PoolSolution(
    List<Optional<Candidate>> choices,
    double total,
    double gap,
    SortedMap<String, Double> prices,
    double budgetPrice,
    boolean found) {
  public PoolSolution {
    choices = List.copyOf(choices);
    prices = Require.sortedCopy(prices);
  }
}
