package io.rheostat.contest.training.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// Rows of the benchmark, with their ratios and published figures.
///
/// @param rows in the order of the runs
/// @param published mean completion times in seconds, by `POLICY WORKLOAD`
public record TrainingRows(List<TrainingRow> rows, Map<String, Double> published) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// World whose Pollux rows are the base of worlds without their own.
  private static final String BASE_WORLD = "P";

  private static final String POLLUX = "pollux";
  private static final String SIA = "sia";
  private static final String OWN = "own";

  public TrainingRows {
    rows = List.copyOf(rows);
    published = Map.copyOf(published);
  }

  /// Returns a figure of a row over the mean of that of Pollux with its own observations, in the
  /// same world and workload; of Sia in a world of several device types.
  OptionalDouble ratio(TrainingRow row, ToDoubleFunction<TrainingRow.Figures> figure) {
    OptionalDouble base = base(row, figure);
    return base.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(figure.applyAsDouble(row.figures()) / base.getAsDouble());
  }

  private OptionalDouble base(TrainingRow row, ToDoubleFunction<TrainingRow.Figures> figure) {
    OptionalDouble same = mean(row, row.run().world(), POLLUX, figure);
    if (same.isPresent()) {
      return same;
    }
    OptionalDouble sia = mean(row, row.run().world(), SIA, figure);
    return sia.isPresent() ? sia : mean(row, BASE_WORLD, POLLUX, figure);
  }

  private OptionalDouble mean(
      TrainingRow row, String world, String policy, ToDoubleFunction<TrainingRow.Figures> figure) {
    return rows.stream()
        .filter(
            other ->
                other.run().policy().equals(policy)
                    && other.run().knowledge().equals(OWN)
                    && other.run().world().equals(world)
                    && other.run().workload().equals(row.run().workload()))
        .mapToDouble(other -> figure.applyAsDouble(other.figures()))
        .average();
  }

  /// Returns whether a row's ratios are to Pollux.
  private boolean isToPollux(TrainingRow row) {
    return !row.run().world().startsWith("M");
  }

  /// Returns the published mean of a row's policy, in seconds.
  OptionalDouble published(TrainingRow row) {
    Double seconds = published.get(row.run().policy() + " " + row.run().workload());
    return seconds == null || !row.run().world().equals(BASE_WORLD)
        ? OptionalDouble.empty()
        : OptionalDouble.of(seconds);
  }

  /// Returns the rows as JSON, one object each.
  public String json() {
    ArrayNode all = JSON.createArrayNode();
    for (TrainingRow row : rows) {
      ObjectNode node = all.addObject();
      TrainingRow.Run run = row.run();
      node.put("workload", run.workload())
          .put("world", run.world())
          .put("policy", run.policy())
          .put("seed", run.seed())
          .put("knowledge", run.knowledge())
          .put("devicePrice", run.devicePrice());
      TrainingRow.Figures figures = row.figures();
      node.put("meanJctSeconds", figures.meanJct())
          .put("medianJctSeconds", figures.medianJct())
          .put("p99JctSeconds", figures.p99Jct())
          .put("makespanSeconds", figures.makespan())
          .put("restartsPerJob", figures.restarts())
          .put("deviceHours", figures.deviceHours());
      put(node, "costUsd", figures.knownCost());
      node.put("worstFinishTimeFairness", figures.worstFairness());
      OptionalDouble ratio = ratio(row, TrainingRow.Figures::meanJct);
      put(node, "meanJctRatioToPollux", isToPollux(row) ? ratio : OptionalDouble.empty());
      put(node, "meanJctRatioToSia", isToPollux(row) ? OptionalDouble.empty() : ratio);
      put(node, "publishedMeanJctSeconds", published(row));
      ObjectNode means = node.putObject("meanJctSecondsByApplication");
      row.meanByApplication().forEach(means::put);
      ArrayNode quantiles = node.putArray("jctSecondsByTwentieth");
      row.quantiles().forEach(quantiles::add);
    }
    return all.toPrettyString() + "\n";
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(name, value.getAsDouble());
    } else {
      node.putNull(name);
    }
  }

  /// Reads the rows of such JSON, without published figures.
  ///
  /// @throws IOException if it is no JSON
  public static TrainingRows read(String json) throws IOException {
    List<TrainingRow> rows = new ArrayList<>();
    for (JsonNode node : JSON.readTree(json)) {
      SortedMap<String, Double> means = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry :
          node.get("meanJctSecondsByApplication").properties()) {
        means.put(entry.getKey(), entry.getValue().asDouble());
      }
      List<Double> quantiles = new ArrayList<>();
      node.get("jctSecondsByTwentieth").forEach(value -> quantiles.add(value.asDouble()));
      rows.add(
          new TrainingRow(
              new TrainingRow.Run(
                  node.get("workload").asText(),
                  node.get("world").asText(),
                  node.get("policy").asText(),
                  node.get("seed").asLong(),
                  node.get("knowledge").asText(),
                  node.get("devicePrice").asDouble()),
              new TrainingRow.Figures(
                  node.get("meanJctSeconds").asDouble(),
                  node.get("medianJctSeconds").asDouble(),
                  node.get("p99JctSeconds").asDouble(),
                  node.get("makespanSeconds").asDouble(),
                  node.get("restartsPerJob").asDouble(),
                  node.get("deviceHours").asDouble(),
                  node.get("costUsd").asDouble(Double.NaN),
                  node.get("worstFinishTimeFairness").asDouble()),
              means,
              quantiles));
    }
    return new TrainingRows(rows, Map.of());
  }

  /// Returns a line for each row of this run that the committed ones lack or state otherwise.
  public List<String> drifted(TrainingRows committed) {
    List<String> lines = new ArrayList<>();
    for (TrainingRow row : rows) {
      List<TrainingRow> before =
          committed.rows.stream().filter(other -> other.run().equals(row.run())).toList();
      if (before.isEmpty()) {
        lines.add(row.run() + ": not in the committed report");
      } else if (!before.getFirst().equals(row)) {
        lines.add(row.run() + ": " + before.getFirst().figures() + " -> " + row.figures());
      }
    }
    return lines;
  }
}
