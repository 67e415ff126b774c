package io.rheostat.app.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Rivals side by side, for people and for machines.
final class DemoTable {
  private DemoTable() {}

  /// Returns a line for each policy, and a summary of their meaning.
  ///
  /// @param judged compared simulated time
  static String text(List<Rivals.Row> rows, Duration judged) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%nThe last %.1f minutes:%n%-14s %10s %11s" + " %10s %10s %7s %8s%n",
            judged.toSeconds() / 60.0,
            "POLICY",
            "SERVICES $",
            "WITHIN SLO",
            "TRAINING $",
            "WORK DONE",
            "GPU H",
            "RESIZES"));
    for (Rivals.Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-14s %10.2f %9.2f %% %10.2f %8.1f %% %7.1f %8d%n",
              row.policy(),
              row.servicesUsd(),
              100 * row.attainment(),
              row.jobsUsd(),
              100 * row.training(),
              row.gpuHours(),
              row.resizes()));
    }
    return text.append(note(rows)).append(meaning(rows)).toString();
  }

  private static String note(List<Rivals.Row> rows) {
    return ("The same requests for all. The others run each service alone, without a budget, and"
            + " the training jobs\n"
            + "at the width that they began with.\n"
            + "Before that the services cost ")
        + rows.stream()
            .map(row -> String.format(Locale.ROOT, "$%.2f (%s)", row.unjudgedUsd(), row.policy()))
            .collect(Collectors.joining(", "))
        + (":\nas long as it has not seen how steady the traffic is, Rheostat keeps replicas for a"
            + " doubling.\n");
  }

  /// Returns its cost beside each of the others.
  private static String meaning(List<Rivals.Row> rows) {
    Rivals.Row own = rows.getFirst();
    Rivals.Row last = rows.getLast();
    StringBuilder text = new StringBuilder();
    for (Rivals.Row other : rows.subList(1, rows.size())) {
      if (other.servicesUsd() > 0) {
        text.append(beside(own, other));
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "It put $%.2f into training, which did %.1f %% of its work instead of %.1f %% for"
                + " $%.2f.%n",
            own.jobsUsd(),
            100 * own.training(),
            100 * last.training(),
            last.jobsUsd()));
    if (!last.policy().equals(Rivals.STATIC_PEAK)) {
      text.append("No constant number of replicas would have been enough for this traffic.\n");
    }
    return text.toString();
  }

  private static String beside(Rivals.Row own, Rivals.Row other) {
    double more = own.servicesUsd() / other.servicesUsd() - 1;
    return String.format(
        Locale.ROOT,
        "Rheostat served for %.0f %% %s than %s, %.2f %% of requests within their objective instead"
            + " of %.2f %%%s.%n",
        Math.abs(100 * more),
        more > 0 ? "more" : "less",
        other.policy(),
        100 * own.attainment(),
        100 * other.attainment(),
        other.policy().equals(Rivals.STATIC_PEAK)
            ? ", which is sized with the whole run known"
            : "");
  }

  /// Adds the rows to a report.
  static void describe(ObjectNode report, List<Rivals.Row> rows) {
    ArrayNode all = report.putArray("comparison");
    for (Rivals.Row row : rows) {
      all.addObject()
          .put("policy", row.policy())
          .put("servicesUsdBefore", row.unjudgedUsd())
          .put("servicesUsd", row.servicesUsd())
          .put("trainingUsd", row.jobsUsd())
          .put("sloAttainment", row.attainment())
          .put("gpuHours", row.gpuHours())
          .put("resizes", row.resizes())
          .put("trainingProgress", row.training());
    }
  }
}
