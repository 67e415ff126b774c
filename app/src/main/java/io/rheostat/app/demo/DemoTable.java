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

  /// A line for each policy, and what that means.
  ///
  /// @param judged simulated time that is compared
  static String text(List<Rivals.Row> rows, Duration judged) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%nThe last %.0f minutes, after as long a time to learn the traffic:%n%-14s %10s %11s"
                + " %10s %10s %7s %8s%n",
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
    text.append(
        "The same requests for all. The others run each service alone, without a budget, and the"
            + " training jobs\nat the width that they began with.\nBefore that the services cost ");
    text.append(
            rows.stream()
                .map(
                    row ->
                        String.format(Locale.ROOT, "$%.2f (%s)", row.unjudgedUsd(), row.policy()))
                .collect(Collectors.joining(", ")))
        .append(":\nRheostat keeps more in reserve until it has seen how steady the traffic is.\n");
    return text.append(meaning(rows)).toString();
  }

  /// One sentence beside the static peak.
  private static String meaning(List<Rivals.Row> rows) {
    Rivals.Row own = rows.getFirst();
    Rivals.Row last = rows.getLast();
    if (!last.policy().equals(Rivals.STATIC_PEAK) || last.servicesUsd() == 0) {
      return "No constant number of replicas would have been enough for this traffic.\n";
    }
    double saved = 1 - own.servicesUsd() / last.servicesUsd();
    return String.format(
        Locale.ROOT,
        "Rheostat served the requests for %.0f %% %s than replicas fixed for the peak, which nobody"
            + " knows beforehand (%.2f %% within their\n"
            + "objective instead of %.2f %%), and put $%.2f into training, which did %.1f %% of its"
            + " work instead of %.1f %% for $%.2f.%n",
        Math.abs(100 * saved),
        saved < 0 ? "more" : "less",
        100 * own.attainment(),
        100 * last.attainment(),
        own.jobsUsd(),
        100 * own.training(),
        100 * last.training(),
        last.jobsUsd());
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
