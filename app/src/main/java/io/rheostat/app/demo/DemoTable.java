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

  /// One sentence about what it costs beside each of the others.
  private static String meaning(List<Rivals.Row> rows) {
    Rivals.Row own = rows.getFirst();
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "Rheostat served the requests, %.2f %% within their objective, for:%n",
                100 * own.attainment()));
    for (Rivals.Row other : rows.subList(1, rows.size())) {
      double more = own.servicesUsd() / other.servicesUsd() - 1;
      text.append(
          String.format(
              Locale.ROOT,
              "  %.0f %% %s than %s (%.2f %%)%s%n",
              Math.abs(100 * more),
              more > 0 ? "more" : "less",
              other.policy(),
              100 * other.attainment(),
              other.policy().equals(Rivals.STATIC_PEAK)
                  ? ", which is sized with the whole run known"
                  : ""));
    }
    if (!rows.getLast().policy().equals(Rivals.STATIC_PEAK)) {
      text.append("No constant number of replicas would have been enough.\n");
    }
    Rivals.Row last = rows.getLast();
    return text.append(
            String.format(
                Locale.ROOT,
                "and put $%.2f into training, which did %.1f %% of its work instead of %.1f %% for"
                    + " $%.2f.%n",
                own.jobsUsd(),
                100 * own.training(),
                100 * last.training(),
                last.jobsUsd()))
        .toString();
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
