package io.rheostat.contest.backtest.report;

import io.rheostat.contest.backtest.Hindsight;
import io.rheostat.contest.backtest.PolicyRuns;
import io.rheostat.contest.history.FleetHistory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Report as text.
public final class BacktestText {
  private static final double SECONDS_PER_MINUTE = 60;

  private final BacktestReport report;
  private final StringBuilder text = new StringBuilder();

  private BacktestText(BacktestReport report) {
    this.report = report;
  }

  /// Returns the text of a report.
  public static String of(BacktestReport report) {
    return new BacktestText(report).write();
  }

  private String write() {
    line(summary(report));
    report.history().remarks().forEach(remark -> line("note: " + remark));
    line("");
    reproduction();
    List<String> excesses = report.result().reproduction().excesses();
    excesses.forEach(one -> line("off: " + one));
    if (report.isRefused()) {
      line("");
      line("The simulator does not reproduce this section, so policies are not compared on it.");
      line("--anyway compares them all the same.");
      return text.toString();
    }
    line("");
    policies();
    report.result().hindsight().ifPresent(this::hindsight);
    return text.toString();
  }

  /// Returns the section and its content in a sentence.
  static String summary(BacktestReport report) {
    FleetHistory history = report.history();
    return String.format(
        Locale.ROOT,
        "%s to %s (%.1f h): %d services with %,.0f requests, %d training jobs; %s%s",
        history.from(),
        history.to(),
        history.length().toMinutes() / SECONDS_PER_MINUTE,
        history.services().size(),
        history.requests(),
        history.jobs().size(),
        report.seeds() == 1 ? "1 seed" : report.seeds() + " seeds",
        report.changes().isEmpty()
            ? "; as declared"
            : "; policies with " + String.join(", ", report.changes()));
  }

  private void reproduction() {
    line(
        cells(
            "AS IT RAN",
            ReproductionRows.HEADS.stream().map(one -> one.toUpperCase(Locale.ROOT)).toList()));
    for (List<String> row : ReproductionRows.of(report.result().reproduction())) {
      line(cells(row.getFirst(), row.subList(1, row.size())));
    }
  }

  private static String cells(String name, List<String> cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-28s", name));
    cells.forEach(cell -> line.append(String.format(Locale.ROOT, " %11s", cell)));
    return line.toString();
  }

  private void policies() {
    Optional<PolicyRuns> reference = report.reference();
    boolean jobs = !report.history().jobs().isEmpty();
    line(
        String.format(
            Locale.ROOT,
            "%-22s %11s %10s %11s %9s %9s %8s %8s %9s %7s%s  %s",
            "POLICY",
            "EARNED $",
            "COST $",
            "NET $",
            "± 95 %",
            "GOOD",
            "GPU h",
            "RESIZES",
            "MIN OVER",
            "WORST",
            jobs ? "  JOBS DONE" : "",
            reference.map(one -> "NET AGAINST " + one.policy()).orElse("")));
    for (PolicyRuns one : report.rows()) {
      if (one.refused().isPresent()) {
        line(
            String.format(
                Locale.ROOT, "%-22s cannot be run here: %s", one.policy(), one.refused().get()));
      } else {
        line(line(BacktestRow.of(one, reference), jobs));
      }
    }
    line("");
    line("GOOD is the share of requests within their limits, MIN OVER the minutes of any service");
    line("below its objective, WORST the least share in a minute. \"as it ran\" is simulated.");
  }

  private void hindsight(Hindsight hindsight) {
    line("");
    line(least(hindsight));
    line("");
    line(
        String.format(
            Locale.ROOT, "%-58s %s", "RHEOSTAT WITHOUT ONE LIMIT", "NET $ A DAY MORE, ± 95 %"));
    for (Hindsight.Regret one : hindsight.regrets()) {
      line(String.format(Locale.ROOT, "%-58s %s", one.lifted(), advantage(one.usdPerDay())));
    }
  }

  /// Returns the least cost in a sentence.
  static String least(Hindsight hindsight) {
    return hindsight.leastUsd().isPresent()
        ? String.format(
            Locale.ROOT,
            "No schedule of the services with the attainment that Rheostat reached costs less than"
                + " $%.2f.",
            hindsight.leastUsd().getAsDouble())
        : "No schedule of the services is known to reach Rheostat's attainment.";
  }

  private static String line(BacktestRow row, boolean jobs) {
    return String.format(
        Locale.ROOT,
        "%-22s %11.2f %10.2f %11.2f %9s %7.2f %% %8.1f %8.1f %9.1f %5.0f %%%s  %s",
        row.policy(),
        row.earnedUsd().mean(),
        row.usd().mean(),
        row.netUsd().mean(),
        half(row.netUsd()),
        100 * row.attainment().mean(),
        row.deviceHours(),
        row.resizes(),
        row.minutesOver(),
        100 * row.worstMinute(),
        jobs ? jobs(row) : "",
        row.advantageUsd().map(BacktestText::advantage).orElse(""));
  }

  private static String jobs(BacktestRow row) {
    return String.format(
        Locale.ROOT,
        "%11s",
        String.format(Locale.ROOT, "%.0f %%", 100 * row.jobsDone().orElse(0.0))
            + row.jobSeconds()
                .map(seconds -> String.format(Locale.ROOT, " %.0fm", seconds / SECONDS_PER_MINUTE))
                .orElse(""));
  }

  private static String half(PolicyRuns.Mean mean) {
    return Double.isInfinite(mean.halfWidth())
        ? "-"
        : String.format(Locale.ROOT, "%.2f", mean.halfWidth());
  }

  /// Returns a difference with its interval, and whether chance explains it.
  static String advantage(PolicyRuns.Mean mean) {
    if (Double.isInfinite(mean.halfWidth())) {
      return String.format(Locale.ROOT, "%+.2f (one seed tells nothing)", mean.mean());
    }
    return String.format(
        Locale.ROOT,
        "%+.2f ± %.2f, %s",
        mean.mean(),
        mean.halfWidth(),
        mean.isSignificant() ? "significant" : "not significant");
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
