package io.rheostat.contest.training.report;

import io.rheostat.contest.training.report.TrainingRow.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Rows of one contender in one world: its workloads, each with the mean of its seeds.
///
/// @param world name of the world
/// @param contender scheduler with its knowledge and price
/// @param rows of all its workloads and seeds
record TrainingGroup(String world, String contender, List<TrainingRow> rows) {
  TrainingGroup {
    rows = List.copyOf(rows);
  }

  /// Returns the groups of all rows, in their order.
  static List<TrainingGroup> of(TrainingRows all) {
    Map<String, List<TrainingRow>> groups = new LinkedHashMap<>();
    for (TrainingRow row : all.rows()) {
      groups
          .computeIfAbsent(row.run().world() + "\n" + row.run().contender(), _ -> new ArrayList<>())
          .add(row);
    }
    return groups.values().stream()
        .map(
            rows ->
                new TrainingGroup(
                    rows.getFirst().run().world(), rows.getFirst().run().contender(), rows))
        .toList();
  }

  /// Returns the mean of a figure over the workloads.
  double mean(ToDoubleFunction<TrainingRow> figure) {
    return byWorkload(figure).values().stream().mapToDouble(v -> v).average().orElse(Double.NaN);
  }

  /// Returns the largest of a figure's means by workload.
  double most(ToDoubleFunction<TrainingRow> figure) {
    return byWorkload(figure).values().stream().mapToDouble(v -> v).max().orElse(Double.NaN);
  }

  /// Returns a figure by workload, each the mean of its seeds.
  Map<String, Double> byWorkload(ToDoubleFunction<TrainingRow> figure) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (TrainingRow row : rows) {
      values
          .computeIfAbsent(row.run().workload(), _ -> new ArrayList<>())
          .add(figure.applyAsDouble(row));
    }
    Map<String, Double> means = new LinkedHashMap<>();
    values.forEach(
        (workload, each) ->
            means.put(workload, each.stream().mapToDouble(v -> v).average().orElse(Double.NaN)));
    return means;
  }

  /// Returns the ratio of a row's figure to that of the base, not a number without one.
  static ToDoubleFunction<TrainingRow> ratio(TrainingRows all, ToDoubleFunction<Figures> figure) {
    return row -> all.ratio(row, figure).orElse(Double.NaN);
  }
}
