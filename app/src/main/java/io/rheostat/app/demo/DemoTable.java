package io.rheostat.app.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/// Rivals side by side, for people and for machines.
final class DemoTable {
  private DemoTable() {}

  /// A line for each policy, and what that means.
  static String text(List<Rivals.Row> rows) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%n%-14s %9s %11s %9s %8s %10s%n",
            "POLICY",
            "COST $",
            "WITHIN SLO",
            "GPU H",
            "RESIZES",
            "TRAINING"));
    for (Rivals.Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-14s %9.2f %9.2f %% %9.1f %8d %8.1f %%%n",
              row.policy(),
              row.usd(),
              100 * row.attainment(),
              row.gpuHours(),
              row.resizes(),
              100 * row.training()));
    }
    text.append(
        "The same traffic for all. Rivals run each service alone, without a budget, and the"
            + " training jobs at the width\n"
            + "that they began with; TRAINING is the share of the jobs' work that was done.\n");
    return text.append(meaning(rows)).toString();
  }

  /// One sentence beside the static peak.
  private static String meaning(List<Rivals.Row> rows) {
    Rivals.Row own = rows.getFirst();
    Rivals.Row last = rows.getLast();
    if (!last.policy().equals(Rivals.STATIC_PEAK) || last.usd() == 0) {
      return "No constant number of replicas would have been enough for this traffic.\n";
    }
    double saved = 1 - own.usd() / last.usd();
    return String.format(
        Locale.ROOT,
        "Rheostat spent %.0f %% %s than a fleet sized for its peak, with %.2f %% of the requests"
            + " within their objective instead of %.2f %%.%n",
        Math.abs(100 * saved),
        saved < 0 ? "more" : "less",
        100 * own.attainment(),
        100 * last.attainment());
  }

  /// Adds the rows to a report.
  static void describe(ObjectNode report, List<Rivals.Row> rows) {
    ArrayNode all = report.putArray("comparison");
    for (Rivals.Row row : rows) {
      all.addObject()
          .put("policy", row.policy())
          .put("costUsd", row.usd())
          .put("sloAttainment", row.attainment())
          .put("gpuHours", row.gpuHours())
          .put("resizes", row.resizes())
          .put("trainingProgress", row.training());
    }
  }
}
