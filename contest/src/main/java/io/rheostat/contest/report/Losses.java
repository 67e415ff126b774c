package io.rheostat.contest.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Rows of the report in favour of a rival: its best setting earns more, or some setting is cheaper
/// and reaches more.
///
/// @param conditions of the row
/// @param own Rheostat there
/// @param rival the better one
record Losses(RunConditions conditions, PolicyStanding own, PolicyStanding rival) {
  /// Formats the section, the largest loss of net value first.
  static String of(List<Standings> all) {
    List<Losses> losses = find(all);
    StringBuilder text = new StringBuilder("## Where it loses\n\n");
    if (losses.isEmpty()) {
      return text.append("No family beats it on any row.\n\n").toString();
    }
    text.append(
        "Rows in which a family's best setting earns more, or a setting tuned on the first");
    text.append(" half or as shipped is both cheaper and reaches more.\n\n");
    text.append("| trace, start-up, devices | beaten by | settings | net, ours to that |");
    text.append(" cost, ours to that | attainment, points | on both |\n");
    text.append("|---|---|---|---:|---:|---:|---|\n");
    for (Losses loss : losses) {
      text.append(loss.line());
    }
    return text.append('\n').toString();
  }

  /// Returns all losses, the largest first.
  static List<Losses> find(List<Standings> all) {
    List<Losses> losses = new ArrayList<>();
    for (Standings standings : all) {
      standings.rheostat().ifPresent(own -> add(standings, own, losses));
    }
    losses.sort(
        Comparator.comparingDouble((Losses loss) -> -loss.own.behind(loss.rival))
            .thenComparing(loss -> loss.conditions.words())
            .thenComparing(loss -> loss.rival.policy())
            .thenComparing(loss -> loss.rival.kind()));
    return losses;
  }

  private static void add(Standings standings, PolicyStanding own, List<Losses> losses) {
    List<PolicyStanding> best = standings.bestOfFamilies();
    for (PolicyStanding rival : standings.all()) {
      boolean earnsMore = best.contains(rival) && rival.netUsd() > own.netUsd();
      boolean honest =
          rival.kind() == SettingsOrigin.HALF_TUNED || rival.kind() == SettingsOrigin.SHIPPED;
      if (earnsMore || (honest && own.isBeatenOnBothBy(rival))) {
        losses.add(new Losses(standings.conditions(), own, rival));
      }
    }
  }

  private String line() {
    return PoliciesPage.cells(
        List.of(
            conditions.words(),
            rival.policy(),
            rival.kind().words(),
            PoliciesPage.signed(-own.behind(rival)),
            PoliciesPage.signed(own.costUsd() / rival.costUsd() - 1),
            NumberFormats.fixed(100 * (own.attainment() - rival.attainment()), 2),
            own.isBeatenOnBothBy(rival) ? "yes" : "no"));
  }
}
