package io.rheostat.benchmarks.sizing;

import io.rheostat.benchmarks.hostmemory.AdviceTable;
import io.rheostat.core.capacity.SpeedCoefficients;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;

/// Page of the committed report, in Markdown.
final class SizingPage {
  private static final String HEAD =
      """
      # Speed model against measurements

      `./rheostat bench sizing --data ../shared/data` writes this page: predicted against measured times of \
      NVIDIA AIConfigurator's
      silicon sample (aggregated serving on H100 SXM, Apache-2.0). One half of the rows, drawn by a hash of their names, \
      is
      fitted; all figures below are of the other half. The coefficients fitted are those that the program ships with. \
      Errors
      are relative; a bias is the median of the signed error. Accuracy that AIConfigurator states for itself could not be \
      found in
      its stored documents.

      ![Predicted against measured time per output token](sizing.svg)

      """;

  private final List<MeasuredRow> rows;
  private final List<MeasuredRow> judged;
  private final SpeedCoefficients coefficients;
  private final StringBuilder text = new StringBuilder(HEAD);

  private SizingPage(List<MeasuredRow> rows, SpeedCoefficients coefficients) {
    this.rows = rows;
    this.judged = rows.stream().filter(row -> !row.isFitted()).toList();
    this.coefficients = coefficients;
  }

  static String of(List<MeasuredRow> rows, SpeedCoefficients coefficients, DeviceShift shift) {
    SizingPage page = new SizingPage(rows, coefficients);
    page.peer();
    page.leftOut();
    page.numbers(shift);
    page.memory();
    return page.text.toString();
  }

  private void peer() {
    double[] plain = PlainRoofline.errors(judged);
    double median = ErrorSummary.quantile(ErrorSummary.absolute(plain), 0.5);
    double own = ErrorSummary.of(judged, coefficients).tpotMedian();
    line("| rows | n | TPOT median | TPOT p90 | TPOT bias | TTFT median | TTFT p90 | TTFT bias |");
    line("|---|---|---|---|---|---|---|---|");
    summary("**all judged**", judged);
    each("model ", MeasuredRow::model);
    each("engine ", row -> row.engine().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    each("TP", row -> "" + row.parallelism().tensorParallel());
    each("concurrency ", row -> String.format(Locale.ROOT, "%3d", row.concurrency()));
    line(
        String.format(
            Locale.ROOT,
            "| plain roofline | %d | %.1f %% | %.1f %% | %+.1f %% | | | |",
            plain.length,
            100 * median,
            100 * ErrorSummary.quantile(ErrorSummary.absolute(plain), 0.9),
            100 * ErrorSummary.quantile(plain, 0.5)));
    line("");
    line(
        String.format(
            Locale.ROOT,
            "The plain roofline's median error is %.1f times as large.",
            median / own));
    line("");
  }

  private void each(String prefix, Function<MeasuredRow, String> group) {
    for (String value : new TreeSet<>(judged.stream().map(group).toList())) {
      List<MeasuredRow> part =
          judged.stream().filter(row -> group.apply(row).equals(value)).toList();
      if (part.size() >= 10) {
        summary(prefix + value.strip(), part);
      }
    }
  }

  private void summary(String name, List<MeasuredRow> part) {
    ErrorSummary errors = ErrorSummary.of(part, coefficients);
    line(
        String.format(
            Locale.ROOT,
            "| %s | %d | %.1f %% | %.1f %% | %+.1f %% | %.1f %% | %.1f %% | %+.1f %% |",
            name,
            errors.rows(),
            100 * errors.tpotMedian(),
            100 * errors.tpotNinety(),
            100 * errors.tpotBias(),
            100 * errors.ttftMedian(),
            100 * errors.ttftNinety(),
            100 * errors.ttftBias()));
  }

  private void leftOut() {
    line("Each model left out of a fit of its own, all of its rows judged:");
    line("");
    line("| model | n | TPOT median | TPOT p90 | TPOT bias |");
    line("|---|---|---|---|---|");
    for (String model : new TreeSet<>(rows.stream().map(MeasuredRow::model).toList())) {
      List<MeasuredRow> others = rows.stream().filter(row -> !row.model().equals(model)).toList();
      List<MeasuredRow> own = rows.stream().filter(row -> row.model().equals(model)).toList();
      ErrorSummary errors = ErrorSummary.of(own, SpeedFit.of(others));
      line(
          String.format(
              Locale.ROOT,
              "| %s | %d | %.1f %% | %.1f %% | %+.1f %% |",
              model,
              errors.rows(),
              100 * errors.tpotMedian(),
              100 * errors.tpotNinety(),
              100 * errors.tpotBias()));
    }
    line("");
  }

  private void numbers(DeviceShift shift) {
    ErrorSummary errors = ErrorSummary.of(judged, coefficients);
    ConfigurationChoice choice = ConfigurationChoice.among(judged, coefficients);
    line("| target | measured |");
    line("|---|---|");
    line(
        String.format(
            Locale.ROOT,
            "| TPOT: median at most 10 %%, p90 at most 25 %% | %.1f %%, %.1f %% |",
            100 * errors.tpotMedian(),
            100 * errors.tpotNinety()));
    line(
        String.format(
            Locale.ROOT, "| TTFT: median at most 20 %% | %.1f %% |", 100 * errors.ttftMedian()));
    line(
        String.format(
            Locale.ROOT,
            "| A100 against H100 (Splitwise, ratios of %d pairs): at most 25 %% | decoding %.1f %%,"
                + " prompts %.1f %% |",
            shift.pairs(),
            100 * shift.tokenError(),
            100 * shift.promptError()));
    line(
        String.format(
            Locale.ROOT,
            "| chosen configuration per device, against the best measured: median at least 95 %%,"
                + " worst at least 85 %% | median %.0f %%, p10 %.0f %%, worst %.0f %% of %d cases"
                + " (%s) |",
            100 * choice.median(),
            100 * choice.lowest(),
            100 * choice.worst(),
            choice.cases(),
            choice.worstCase()));
    line("");
    line("A choice that misses a limit by the measurement counts as 0 %. Pipeline parallel and");
    line(
        "devices other than A100 and H100 have no rows here: what is said of them is not"
            + " validated.");
  }

  private void memory() {
    line("");
    line("## Host memory of made-up containers");
    line("");
    line(
        "Two weeks of load steps, leaks and restarts; the limit is looked at every hour. Waste is"
            + " the");
    line(
        "limit over the day's highest working set. The peer is the vertical pod autoscaler's"
            + " published");
    line("rule. Target: no OOM kill, waste at most 30 %.");
    line("");
    text.append(AdviceTable.markdown());
  }

  private void line(String words) {
    text.append(words).append('\n');
  }
}
