package io.rheostat.contest.trouble;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rows as JSON: an array with one row a line, so that a change of outcomes reads as a diff.
public final class TroubleJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final double CENTS = 100;

  private TroubleJson() {}

  /// Returns rows in their order.
  public static String write(List<TroubleRow> rows) {
    List<String> lines = new ArrayList<>();
    for (TroubleRow row : rows) {
      lines.add("  " + line(row));
    }
    return "[\n" + String.join(",\n", lines) + "\n]\n";
  }

  /// Returns rows and the results of planted bugs.
  ///
  /// @param bugs by name, the means of catching each; empty for an uncaught one
  public static String report(List<TroubleRow> rows, Map<String, Optional<String>> bugs) {
    ObjectNode root = MAPPER.createObjectNode();
    ArrayNode array = root.putArray("rows");
    rows.forEach(row -> array.add(node(row)));
    root.put("plantedBugs", bugs.size());
    root.put("plantedBugsCaught", bugs.values().stream().filter(Optional::isPresent).count());
    ObjectNode caught = root.putObject("caughtBy");
    bugs.forEach((name, by) -> caught.put(name, by.orElse("")));
    return root.toPrettyString() + "\n";
  }

  /// Returns one row on a line.
  public static String line(TroubleRow row) {
    return node(row).toString();
  }

  private static ObjectNode node(TroubleRow row) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("policy", row.policy());
    node.put("trouble", row.trouble());
    node.put("scenario", row.scenario());
    node.put("wrongScaleDowns", row.verdict().wrongScaleDowns());
    node.put("secondsBelowNeed", row.verdict().secondsBelowNeed());
    node.put("secondsBelowNeedWithoutTrouble", row.without().secondsBelowNeed());
    node.put("secondsBelowNeedAllowed", row.allowedBelowNeed());
    node.put("excessUsd", cents(row.excessUsd()));
    node.put("costUsd", cents(row.verdict().costUsd()));
    node.put("secondsToRecover", row.verdict().secondsToRecover());
    node.put("resizes", row.verdict().resizes());
    row.health()
        .ifPresentOrElse(
            reported -> node.put("healthReported", reported), () -> node.putNull("healthReported"));
    node.put("ok", row.ok());
    ArrayNode broken = node.putArray("broken");
    row.broken().forEach(broken::add);
    return node;
  }

  private static double cents(double usd) {
    return Math.round(usd * CENTS) / CENTS;
  }
}
