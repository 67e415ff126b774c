package io.rheostat.contest.backtest.report;

import io.rheostat.contest.backtest.Hindsight;
import io.rheostat.contest.backtest.PolicyRuns;
import io.rheostat.contest.history.ServiceHistory;
import io.rheostat.contest.report.NumberFormats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Report as a page in one file, that fetches nothing.
public final class BacktestPage {
  /// Heads of the figures of one policy.
  private static final List<String> HEADS =
      List.of(
          "policy",
          "earned $",
          "cost $",
          "net $",
          "± 95 %",
          "good requests",
          "GPU h",
          "resizes",
          "min over SLO",
          "worst minute");

  private final BacktestReport report;
  private final StringBuilder page = new StringBuilder();

  private BacktestPage(BacktestReport report) {
    this.report = report;
  }

  /// Returns the page of a report.
  public static String of(BacktestReport report) {
    return new BacktestPage(report).write();
  }

  private String write() {
    page.append(
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Backtest</title><style>
        body{font:15px/1.5 system-ui,sans-serif;color:#1f2933;max-width:1240px;margin:2em auto;padding:0 1em}
        h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}
        table{border-collapse:collapse;font-size:13px}th,td{padding:.3em .7em;border-bottom:1px solid #e2e8f0;
        text-align:right;white-space:nowrap}th:first-child,td:first-child{text-align:left}
        .off{color:#b91c1c}.wide{overflow-x:auto}svg{max-width:100%;height:auto}.note{color:#52606d}
        </style></head><body>
        <h1>What other policies would have earned</h1>
        """);
    paragraph(BacktestText.summary(report) + ".");
    report.history().remarks().forEach(this::note);
    reproduction();
    if (report.isRefused()) {
      paragraph(
          "The simulator does not reproduce this section well enough, so policies are not compared"
              + " on it.");
    } else {
      policies();
      report.result().hindsight().ifPresent(this::hindsight);
      heading("Each service");
      report
          .history()
          .services()
          .values()
          .forEach(service -> page.append(new BacktestCurves(report).service(service)));
      report.history().services().values().forEach(this::service);
    }
    return page.append("</body></html>\n").toString();
  }

  private void reproduction() {
    heading("As it ran, and as the simulator does it again");
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(ReproductionRows.HEADS);
    table(head, ReproductionRows.of(report.result().reproduction()));
    report
        .result()
        .reproduction()
        .excesses()
        .forEach(one -> page.append("<p class=\"off\">").append(escaped(one)).append("</p>"));
    note(
        "Simulated with the recorded replicas. An error above the largest one, and above what"
            + " chance does to one more run, means that the simulator lacks something that this"
            + " service does.");
  }

  private void policies() {
    heading("Policies on the same requests");
    page.append(new BacktestCurves(report).net());
    Optional<PolicyRuns> reference = report.reference();
    List<List<String>> rows = new ArrayList<>();
    for (PolicyRuns one : report.rows()) {
      rows.add(
          one.refused()
              .map(reason -> List.of(one.policy(), "cannot be run here: " + reason))
              .orElseGet(() -> cells(BacktestRow.of(one, reference))));
    }
    List<String> heads = new ArrayList<>(HEADS);
    heads.add("jobs done");
    heads.add(reference.map(one -> "net against " + one.policy()).orElse(""));
    table(heads, rows);
    note(
        "Means over the seeds with 95 % confidence (Student's t, paired by seed for differences)."
            + " Policies of one service run each service alone, its pool's devices all its own;"
            + " training jobs then keep their recorded workers.");
  }

  private void hindsight(Hindsight hindsight) {
    heading("In hindsight");
    paragraph(BacktestText.least(hindsight));
    table(
        List.of("Rheostat without one limit", "net $ a day more, ± 95 %"),
        hindsight.regrets().stream()
            .map(one -> List.of(one.lifted(), BacktestText.advantage(one.usdPerDay())))
            .toList());
    note(
        "Each limit is lifted alone. The clairvoyant knows all requests beforehand, service by"
            + " service.");
  }

  private void service(ServiceHistory service) {
    String name = service.workload().name();
    List<List<String>> rows = new ArrayList<>();
    Optional<PolicyRuns> reference = report.reference().map(one -> one.only(name));
    for (PolicyRuns one : report.rows()) {
      if (one.refused().isEmpty()) {
        rows.add(cells(BacktestRow.of(one.only(name), reference)).subList(0, HEADS.size()));
      }
    }
    heading(name);
    table(HEADS, rows);
  }

  private static List<String> cells(BacktestRow row) {
    PolicyRuns.Mean net = row.netUsd();
    return List.of(
        row.policy(),
        NumberFormats.fixed(row.earnedUsd().mean(), 2),
        NumberFormats.fixed(row.usd().mean(), 2),
        NumberFormats.fixed(net.mean(), 2),
        Double.isInfinite(net.halfWidth()) ? "–" : NumberFormats.fixed(net.halfWidth(), 2),
        NumberFormats.percent(row.attainment().mean(), 2),
        NumberFormats.fixed(row.deviceHours(), 1),
        NumberFormats.fixed(row.resizes(), 1),
        NumberFormats.fixed(row.minutesOver(), 1),
        NumberFormats.percent(row.worstMinute(), 0),
        row.jobsDone().map(share -> NumberFormats.percent(share, 0)).orElse("–"),
        row.advantageUsd().map(BacktestText::advantage).orElse(""));
  }

  private void heading(String text) {
    page.append("<h2>").append(escaped(text)).append("</h2>\n");
  }

  private void paragraph(String text) {
    page.append("<p>").append(escaped(text)).append("</p>\n");
  }

  private void note(String text) {
    page.append("<p class=\"note\">").append(escaped(text)).append("</p>\n");
  }

  private void table(List<String> head, List<List<String>> rows) {
    page.append("<div class=\"wide\"><table><tr>");
    head.forEach(one -> page.append("<th>").append(escaped(one)).append("</th>"));
    page.append("</tr>\n");
    for (List<String> row : rows) {
      page.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        boolean last = i == row.size() - 1 && row.size() < head.size();
        page.append(last ? "<td colspan=\"" + (head.size() - i) + "\">" : "<td>")
            .append(escaped(row.get(i)))
            .append("</td>");
      }
      page.append("</tr>\n");
    }
    page.append("</table></div>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
