package io.rheostat.contest.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.contest.trial.TrialResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Rows as JSON: an array with one row a line, for readable diffs of outcomes. Infinite values are
/// null.
public final class RowsJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RowsJson() {}

  /// Writes rows in their order.
  public static String write(List<PolicyRow> rows) {
    List<String> lines = new ArrayList<>();
    for (PolicyRow row : rows) {
      lines.add("  " + node(row));
    }
    return "[\n" + String.join(",\n", lines) + "\n]\n";
  }

  /// Reads the output of [#write].
  ///
  /// @throws IllegalArgumentException for anything else, with the number of the row
  public static List<PolicyRow> read(String json) {
    List<PolicyRow> rows = new ArrayList<>();
    for (JsonNode node : parsed(json)) {
      try {
        rows.add(row(node));
      } catch (IllegalArgumentException problem) {
        throw new IllegalArgumentException(
            "row " + (rows.size() + 1) + ": " + problem.getMessage(), problem);
      }
    }
    return List.copyOf(rows);
  }

  private static JsonNode parsed(String json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      if (root.isArray()) {
        return root;
      }
    } catch (IOException problem) {
      throw new IllegalArgumentException("rows are no JSON: " + problem.getMessage(), problem);
    }
    throw new IllegalArgumentException("rows are no JSON array. Run bench policies again.");
  }

  private static ObjectNode node(PolicyRow row) {
    TrialResult result = row.result();
    ObjectNode node = MAPPER.createObjectNode();
    node.put("policy", result.policy());
    node.put("family", row.family());
    node.put("kind", row.kind().name());
    node.put("span", row.span().name());
    node.put("trace", row.conditions().trace());
    node.put("startupSeconds", row.conditions().startupSeconds());
    node.put("devices", row.conditions().devices());
    node.put("seed", result.seed());
    node.put("requests", result.requests());
    node.put("good", result.good());
    node.put("sloAttainment", result.sloAttainment());
    node.put("averageReplicas", result.averageReplicas());
    node.put("gpuHours", result.gpuHours());
    node.put("costUsd", result.costUsd());
    node.put("valueUsd", result.valueUsd());
    node.put("netUsd", result.netUsd());
    node.put("resizes", result.resizes());
    putFinite(node, "costLowerBoundUsd", row.boundUsd());
    putFinite(node, "costOverLowerBound", result.costUsd() / row.boundUsd());
    return node;
  }

  private static void putFinite(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }

  private static PolicyRow row(JsonNode node) {
    RunConditions conditions =
        new RunConditions(
            field(node, "trace").asText(),
            field(node, "startupSeconds").asInt(),
            field(node, "devices").asText());
    TrialResult result =
        new TrialResult(
            field(node, "policy").asText(),
            conditions.trace(),
            field(node, "seed").asLong(),
            field(node, "requests").asLong(),
            field(node, "good").asLong(),
            field(node, "averageReplicas").asDouble(),
            field(node, "gpuHours").asDouble(),
            field(node, "costUsd").asDouble(),
            field(node, "valueUsd").asDouble(),
            field(node, "resizes").asInt());
    JsonNode bound = field(node, "costLowerBoundUsd");
    return new PolicyRow(
        field(node, "family").asText(),
        named("kind", SettingsOrigin.values(), field(node, "kind").asText()),
        conditions,
        result,
        bound.isNull() ? Double.POSITIVE_INFINITY : bound.asDouble(),
        named("span", JudgedSpan.values(), field(node, "span").asText()));
  }

  private static <E extends Enum<E>> E named(String key, E[] all, String name) {
    for (E one : all) {
      if (one.name().equals(name)) {
        return one;
      }
    }
    throw new IllegalArgumentException(key + " is " + name + ", which is none.");
  }

  private static JsonNode field(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing. Run bench policies again.");
    }
    return value;
  }
}
