package io.rheostat.contest.backtest.report;

import io.rheostat.contest.backtest.Reproduction;
import io.rheostat.contest.backtest.Reproduction.Pair;
import io.rheostat.contest.report.NumberFormats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reproduction of a section, in the cells of a report's table.
final class ReproductionRows {
  /// Heads of the cells but the first: the largest error is that beyond which policies are not
  /// compared, and chance the distance within which one more run lies, 95 % of the time.
  static final List<String> HEADS =
      List.of("recorded", "simulated", "error", "at most", "or chance");

  private ReproductionRows() {}

  /// Returns a row for each figure: its name, then the cells.
  static List<List<String>> of(Reproduction made) {
    List<List<String>> rows = new ArrayList<>();
    Pair usd = made.usd();
    rows.add(
        List.of(
            "cost",
            "$" + NumberFormats.fixed(usd.recorded(), 2),
            "$" + NumberFormats.fixed(usd.simulated(), 2),
            signed(100 * usd.relative(), 1) + " %",
            NumberFormats.percent(Reproduction.MOST_USD, 0),
            NumberFormats.percent(usd.chance() / Math.max(1e-9, usd.recorded()), 1)));
    made.services()
        .forEach(
            (name, service) -> {
              Pair within = service.attainment();
              rows.add(
                  List.of(
                      name + ", attainment",
                      NumberFormats.percent(within.recorded(), 2),
                      NumberFormats.percent(within.simulated(), 2),
                      signed(100 * within.difference(), 2) + " pt",
                      NumberFormats.fixed(100 * Reproduction.MOST_ATTAINMENT, 0) + " pt",
                      NumberFormats.fixed(100 * within.chance(), 2) + " pt"));
              Pair tail = service.firstTokenP95();
              rows.add(
                  List.of(
                      name + ", TTFT p95",
                      NumberFormats.fixed(tail.recorded(), 3) + " s",
                      NumberFormats.fixed(tail.simulated(), 3) + " s",
                      signed(100 * tail.relative(), 0) + " %",
                      NumberFormats.percent(Reproduction.MOST_FIRST_TOKEN, 0),
                      NumberFormats.percent(tail.chance() / Math.max(1e-9, tail.recorded()), 0)));
            });
    made.jobs().forEach((name, job) -> rows.add(completion(name, job)));
    return rows;
  }

  private static List<String> completion(String name, Pair job) {
    return List.of(
        name + ", completion",
        NumberFormats.fixed(job.recorded() / 60, 1) + " min",
        NumberFormats.fixed(job.simulated() / 60, 1) + " min",
        signed(100 * job.relative(), 0) + " %",
        "-",
        NumberFormats.percent(job.chance() / Math.max(1e-9, job.recorded()), 0));
  }

  private static String signed(double value, int digits) {
    return String.format(Locale.ROOT, "%+." + digits + "f", value);
  }
}
