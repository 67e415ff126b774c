package io.rheostat.contest.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// `docs/benchmarks/policies.md`: Rheostat's standing, its losses, and every table.
public final class PoliciesPage {
  private static final String HEAD =
      """
      # Policies side by side

      Made by `./rheostat bench policies`; do not edit. The same rows give the same bytes; they are in
      [policies.json](policies.json).

      **Attainment** is the share of requests with TTFT and mean TPOT within the objective. **Cost**
      counts replicas from launch to drained. **Net** is what good requests earn, less the cost. **Bound**
      is what any schedule with that attainment costs at least, with perfect knowledge of demand and
      capacity and start-up time paid; nobody has to be able to reach it. *Tuned in hindsight*: the best
      setting of a family for the very trace, chosen after the fact. *Tuned on the first half*: the best
      setting on the first half of the trace, which is what a user could have had. *Best* is by net.

      Random ramps are one group: a family has one setting for all 24, tuned on the first half is tuned on
      the first 12, figures are means over ramps, and rivals' bounds are at their attainment rounded down to
      half a percent. On six-hour traces grids have 5 settings a family. With two device types, families
      that scale one deployment run on either, with the settings that were best on the first alone.

      """;

  private static final String COLUMNS =
      """
      | policy | settings | attainment | replicas | cost | net | cost / bound |
      |---|---|---:|---:|---:|---:|---:|
      """;

  private PoliciesPage() {}

  /// Formats the page.
  ///
  /// @param rows of all traces; a trace without a row of Rheostat has its table, but no standing
  public static String of(List<PolicyRow> rows) {
    List<Standings> all = Standings.of(rows, JudgedSpan.WHOLE);
    List<Standings> secondHalves = Standings.of(rows, JudgedSpan.SECOND_HALF);
    StringBuilder page = new StringBuilder(HEAD);
    page.append(ReportTargets.of(all, rows));
    page.append(Published.of(all));
    summary(all, page);
    page.append(Halftime.of(all, secondHalves));
    page.append(Losses.of(all));
    String trace = "";
    for (Standings standings : all) {
      if (!trace.equals(standings.conditions().trace())) {
        trace = standings.conditions().trace();
        page.append("## ").append(trace).append("\n\n");
      }
      table(standings, page);
    }
    return page.toString().stripTrailing() + "\n";
  }

  /// Returns the file name of a picture beside the page.
  public static String picture(RunConditions conditions) {
    return "policies-" + conditions.slug() + ".svg";
  }

  private static void summary(List<Standings> all, StringBuilder page) {
    page.append("## Where Rheostat stands\n\n");
    page.append("| trace | start-up | devices | attainment | cost | cost / bound | net |");
    page.append(" best in hindsight | net, ours to that | best of first half |");
    page.append(" net, ours to that |\n");
    page.append("|---|---:|---|---:|---:|---:|---:|---|---:|---|---:|\n");
    for (Standings standings : all) {
      standings.rheostat().ifPresent(own -> page.append(line(standings, own)));
    }
    page.append('\n');
  }

  private static String line(Standings standings, PolicyStanding own) {
    RunConditions at = standings.conditions();
    List<String> cells = new ArrayList<>();
    cells.add(at.trace());
    cells.add(at.startupSeconds() + " s");
    cells.add(at.devices());
    cells.add(NumberFormats.attainment(own.attainment()));
    cells.add(NumberFormats.usd(own.costUsd()));
    cells.add(NumberFormats.ratio(own.costOverBound()));
    cells.add(NumberFormats.usd(own.netUsd()));
    against(own, standings.best(SettingsOrigin.HINDSIGHT), cells);
    against(own, standings.best(SettingsOrigin.HALF_TUNED), cells);
    return cells(cells);
  }

  private static void against(
      PolicyStanding own, Optional<PolicyStanding> rival, List<String> cells) {
    cells.add(rival.map(PolicyStanding::policy).orElse("–"));
    cells.add(rival.map(other -> signed(-own.behind(other))).orElse("–"));
  }

  /// Formats a share with its sign, as in `+1.2 %`.
  static String signed(double share) {
    String text = NumberFormats.percent(share, 1);
    return text.startsWith("-") || text.equals("0.0 %") ? text : "+" + text;
  }

  static String cells(List<String> cells) {
    return "| " + String.join(" | ", cells.stream().map(PoliciesPage::plain).toList()) + " |\n";
  }

  private static String plain(String cell) {
    return cell.replace("|", "\\|").replace("\n", " ");
  }

  private static void table(Standings standings, StringBuilder page) {
    RunConditions at = standings.conditions();
    page.append("### ").append(at.words()).append("\n\n");
    page.append("![Cost against attainment, ").append(at.words()).append("](");
    page.append(picture(at)).append(")\n\n").append(COLUMNS);
    standings.rheostat().ifPresent(own -> page.append(row("**" + own.policy() + "**", own)));
    standings
        .best(SettingsOrigin.HINDSIGHT)
        .ifPresent(best -> page.append(row("best in hindsight: " + best.policy(), best)));
    standings
        .best(SettingsOrigin.HALF_TUNED)
        .ifPresent(best -> page.append(row("best of first half: " + best.policy(), best)));
    for (PolicyStanding best : standings.bestOfFamilies()) {
      page.append(row(best.policy(), best));
    }
    standings
        .best(SettingsOrigin.CLAIRVOYANT)
        .ifPresent(best -> page.append(row(best.policy(), best)));
    bound(standings, page);
    page.append('\n');
  }

  private static String row(String name, PolicyStanding standing) {
    return cells(
        List.of(
            name,
            standing.kind().words(),
            NumberFormats.attainment(standing.attainment()),
            NumberFormats.fixed(standing.replicas(), 2),
            NumberFormats.usd(standing.costUsd()),
            NumberFormats.usd(standing.netUsd()),
            NumberFormats.ratio(standing.costOverBound())));
  }

  /// Adds the bound at Rheostat's attainment; without Rheostat, at the highest one reached.
  private static void bound(Standings standings, StringBuilder page) {
    standings
        .rheostat()
        .or(
            () ->
                standings.all().stream()
                    .max(Comparator.comparingDouble(PolicyStanding::attainment)))
        .ifPresent(
            own ->
                page.append(
                    cells(
                        List.of(
                            "bound",
                            "at that attainment",
                            NumberFormats.attainment(own.attainment()),
                            replicas(standings, own),
                            NumberFormats.usd(own.boundUsd()),
                            NumberFormats.usd(own.netUsd() + own.costUsd() - own.boundUsd()),
                            NumberFormats.ratio(1)))));
  }

  /// Formats the replicas paid for by the bound; a dash with several device types, for it does not
  /// say which type.
  private static String replicas(Standings standings, PolicyStanding own) {
    boolean mixed = standings.conditions().devices().contains("+");
    boolean none = mixed || !Double.isFinite(own.costOverBound());
    return none ? "–" : NumberFormats.fixed(own.replicas() / own.costOverBound(), 2);
  }
}
