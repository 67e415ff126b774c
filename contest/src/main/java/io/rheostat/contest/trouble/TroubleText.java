package io.rheostat.contest.trouble;

import java.util.List;
import java.util.Locale;

/// Rows as a table of text.
public final class TroubleText {
  private static final String FORMAT = "%-14s  %-22s  %-12s %6s %7s %7s %9s %9s %7s %6s  %s%n";

  private TroubleText() {}

  /// Returns a line for each row below a heading.
  public static String of(List<TroubleRow> rows) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            FORMAT,
            "POLICY",
            "TROUBLE",
            "SCENARIO",
            "WRONG",
            "BELOW s",
            "WITHOUT",
            "EXCESS $",
            "RECOVER s",
            "RESIZES",
            "HEALTH",
            ""));
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(TroubleRow row) {
    return String.format(
        Locale.ROOT,
        FORMAT,
        row.policy(),
        row.trouble(),
        row.scenario(),
        row.verdict().wrongScaleDowns(),
        row.verdict().secondsBelowNeed(),
        row.without().secondsBelowNeed(),
        String.format(Locale.ROOT, "%.2f", row.excessUsd()),
        row.verdict().secondsToRecover(),
        row.verdict().resizes(),
        row.health().map(reported -> reported ? "yes" : "no").orElse("-"),
        row.ok() ? "ok" : "NOT OK: " + String.join("; ", row.broken()));
  }
}
