package io.rheostat.benchmarks.accuracy;

import io.rheostat.contest.backtest.Reproduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// `docs/benchmarks/accuracy.md`. The same runs give the same bytes.
final class AccuracyPage {
  private static final String HEAD =
      """
      # How accurate it is

      Made by `./rheostat bench accuracy`; do not edit. Rheostat runs each trace in the simulator with its one default
      setting; what it predicts is set beside what the simulated world then did. No figure of the truth is
      computed by Rheostat's own formulas: arrivals are the trace's, latencies and verdicts the engines', dollars the
      world's bill, capacity a search for the highest rate that eight replicas sustain.

      """;

  private static final String COVERAGE =
      """
      ## Forecasts of demand

      Share of the rates that came (30 s, at each horizon) below the forecast's 50, 90 and 99 % quantile; a sound forecast
      has 50, 90 and 99 % below. One forecast every ten seconds.

      | trace | 30 s | 120 s | 300 s |
      |---|---|---|---|
      """;

  private static final String PREDICTIONS =
      """

      ## Decisions and estimates

      Predicted, truth, error. *Attainment* is that of the options chosen, weighed by requests; *cost* the chosen options'
      dollars against the bill, replicas that start or drain included; *capacity* what Rheostat had learned at the end of
      one replica; *TTFT p95* read from scraped histograms, against the requests themselves.

      | trace | start-up | attainment | cost | capacity, req/s | TTFT p95 |
      |---|---:|---|---|---|---|
      """;

  private static final String REPRODUCTION =
      """

      ## Backtests

      The same runs, recorded as a log would have them, then simulated again from the log alone with the replicas that were
      there (`backtest`, five seeds): recorded, simulated, error, and in brackets the distance within which one more run
      lies by chance, 95 % of the time. A backtest refuses to compare policies above 2 % of dollars, 1 point of attainment
      and 20 % of TTFT p95 where chance does not explain it; those are in **bold**.

      | section | service | requests | dollars | attainment | TTFT p95 |
      |---|---|---:|---|---|---|
      """;

  private AccuracyPage() {}

  /// Formats the whole page.
  static String of(List<PredictionRow> predictions, List<ReproductionRow> reproductions) {
    StringBuilder page = new StringBuilder(HEAD).append(COVERAGE);
    coverage(predictions).forEach(page::append);
    page.append(PREDICTIONS);
    predictions.forEach(row -> page.append(line(row)));
    page.append(REPRODUCTION);
    reproductions.forEach(row -> page.append(line(row)));
    return page.toString();
  }

  /// Returns the lines of forecasts, all of them together last.
  static List<String> coverage(List<PredictionRow> rows) {
    List<String> lines = new ArrayList<>();
    SortedMap<Double, ForecastCoverage> all = new TreeMap<>();
    for (PredictionRow row : rows) {
      lines.add(coverage(row.trace(), row.coverage()));
      row.coverage()
          .forEach(
              (horizon, one) -> all.computeIfAbsent(horizon, _ -> new ForecastCoverage()).add(one));
    }
    lines.add(coverage("**all**", all));
    return lines;
  }

  private static String coverage(String name, SortedMap<Double, ForecastCoverage> byHorizon) {
    StringBuilder line = new StringBuilder("| ").append(name);
    for (Map.Entry<Double, ForecastCoverage> one : byHorizon.entrySet()) {
      line.append(
          String.format(
              Locale.ROOT,
              " | %.1f / %.1f / %.1f",
              100 * one.getValue().share(0),
              100 * one.getValue().share(1),
              100 * one.getValue().share(2)));
    }
    return line.append(" |\n").toString();
  }

  /// Returns the line of a prediction.
  static String line(PredictionRow row) {
    return String.format(
        Locale.ROOT,
        "| %s | %d s | %.2f / %.2f %% (%+.2f pt) | $%.2f / $%.2f (%+.1f %%) |"
            + " %.2f / %.2f (%+.1f %%) | %.3f / %.3f s (%+.1f %%) |\n",
        row.trace(),
        row.startupSeconds(),
        100 * row.attainment().predicted(),
        100 * row.attainment().truth(),
        100 * row.attainment().difference(),
        row.usd().predicted(),
        row.usd().truth(),
        100 * row.usd().relative(),
        row.capacity().predicted(),
        row.capacity().truth(),
        100 * row.capacity().relative(),
        row.firstTokenP95().predicted(),
        row.firstTokenP95().truth(),
        100 * row.firstTokenP95().relative());
  }

  /// Returns the line of a reproduction.
  static String line(ReproductionRow row) {
    Reproduction.Pair usd = row.usd();
    Reproduction.Pair good = row.figures().attainment();
    Reproduction.Pair tail = row.figures().firstTokenP95();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,.0f | %s | %s | %s |\n",
        row.section(),
        row.service(),
        row.requests(),
        strong(
            usd.isOff(Reproduction.MOST_USD * usd.recorded()),
            String.format(
                Locale.ROOT,
                "$%.2f / $%.2f, %+.1f %% (%.1f)",
                usd.recorded(),
                usd.simulated(),
                100 * usd.relative(),
                100 * usd.chance() / usd.recorded())),
        strong(
            good.isOff(Reproduction.MOST_ATTAINMENT),
            String.format(
                Locale.ROOT,
                "%.2f / %.2f %%, %+.2f pt (%.2f)",
                100 * good.recorded(),
                100 * good.simulated(),
                100 * good.difference(),
                100 * good.chance())),
        strong(
            tail.isOff(Reproduction.MOST_FIRST_TOKEN * tail.recorded()),
            String.format(
                Locale.ROOT,
                "%.3f / %.3f s, %+.0f %% (%.0f)",
                tail.recorded(),
                tail.simulated(),
                100 * tail.relative(),
                100 * tail.chance() / tail.recorded())));
  }

  private static String strong(boolean off, String text) {
    return off ? "**" + text + "**" : text;
  }
}
