package io.rheostat.app.cli.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.contest.scenario.Comparison.Row;
import io.rheostat.contest.trial.TrialResult;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;

/// Printed form of a comparison.
public final class ComparisonText {
  private ComparisonText() {}

  /// Returns an array of an object for each run.
  public static String json(List<Row> rows) {
    ArrayNode array = new ObjectMapper().createArrayNode();
    for (Row row : rows) {
      TrialResult result = row.result();
      ObjectNode node = array.addObject();
      node.put("policy", result.policy());
      node.put("trace", result.trace());
      node.put("seed", result.seed());
      node.put("requests", result.requests());
      node.put("sloAttainment", result.sloAttainment());
      node.put("averageReplicas", result.averageReplicas());
      node.put("gpuHours", result.gpuHours());
      node.put("costUsd", result.costUsd());
      node.put("valueUsd", result.valueUsd());
      node.put("resizes", result.resizes());
      put(node, "costLowerBoundUsd", row.costLowerBoundUsd());
      put(node, "costOverLowerBound", row.costOverLowerBound());
    }
    return array.toPrettyString() + "\n";
  }

  private static void put(ObjectNode node, String key, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(key, value.getAsDouble());
    } else {
      node.putNull(key);
    }
  }

  /// Returns a line for each run.
  public static String table(List<Row> rows) {
    int policy = widest(rows, row -> row.result().policy().length());
    int trace = widest(rows, row -> row.result().trace().length());
    String names = "%-" + policy + "s  %-" + trace + "s";
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            names + " %9s %8s %9s %8s %9s %9s %9s %8s %8s%n",
            "POLICY",
            "TRACE",
            "REQUESTS",
            "GOOD",
            "REPLICAS",
            "GPU h",
            "COST $",
            "VALUE $",
            "NET $",
            "RESIZES",
            "x BOUND"));
    rows.forEach(row -> text.append(line(names, row)));
    return text.toString();
  }

  private static int widest(List<Row> rows, ToIntFunction<Row> width) {
    return Math.max(6, rows.stream().mapToInt(width).max().orElse(0));
  }

  private static String line(String names, Row row) {
    TrialResult result = row.result();
    OptionalDouble overBound = row.costOverLowerBound();
    return String.format(
        Locale.ROOT,
        names + " %,9d %6.2f %% %9.2f %8.1f %9.2f %9.2f %9.2f %8d %8s%n",
        result.policy(),
        result.trace(),
        result.requests(),
        100 * result.sloAttainment(),
        result.averageReplicas(),
        result.gpuHours(),
        result.costUsd(),
        result.valueUsd(),
        result.netUsd(),
        result.resizes(),
        overBound.isPresent() ? String.format(Locale.ROOT, "%.2f", overBound.getAsDouble()) : "-");
  }
}
