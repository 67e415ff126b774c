package io.rheostat.contest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rheostat beside the families tuned on the first half, over the whole judged time and over the
/// half they had not seen.
///
/// @param own Rheostat's
/// @param rivals tuned on the first half, of the same span
record Halftime(PolicyStanding own, List<PolicyStanding> rivals) {
  /// Formats the section; empty without such families.
  static String of(List<Standings> wholes, List<Standings> secondHalves) {
    StringBuilder lines = new StringBuilder();
    for (Standings whole : wholes) {
      Optional<Halftime> all = of(whole);
      Optional<Halftime> unseen = in(secondHalves, whole.conditions());
      if (all.isPresent() && unseen.isPresent()) {
        lines.append(line(whole.conditions(), all.get(), unseen.get()));
      }
    }
    if (lines.isEmpty()) {
      return "";
    }
    return """
    ## Against families tuned on the first half

    Over the whole judged time, and over the second half alone, which they had not seen. *Above us* counts
    families that earn more, *on both* those that are cheaper and reach more.

    | trace, start-up, devices | families | above us | on both | net, ours to best | second half: above us | \
    on both | net, ours to best |
    |---|---:|---:|---:|---:|---:|---:|---:|
    """
        + lines
        + "\n";
  }

  static Optional<Halftime> of(Standings standings) {
    List<PolicyStanding> rivals = standings.of(SettingsOrigin.HALF_TUNED);
    return rivals.isEmpty()
        ? Optional.empty()
        : standings.rheostat().map(own -> new Halftime(own, rivals));
  }

  /// Returns the comparison under given conditions.
  static Optional<Halftime> in(List<Standings> all, RunConditions conditions) {
    return all.stream()
        .filter(standings -> standings.conditions().equals(conditions))
        .findFirst()
        .flatMap(Halftime::of);
  }

  long above() {
    return rivals.stream().filter(rival -> rival.netUsd() > own.netUsd()).count();
  }

  long onBoth() {
    return rivals.stream().filter(own::isBeatenOnBothBy).count();
  }

  private String ratio() {
    PolicyStanding best = rivals.getFirst();
    for (PolicyStanding rival : rivals) {
      best = rival.netUsd() > best.netUsd() ? rival : best;
    }
    return PoliciesPage.signed(-own.behind(best));
  }

  private static String line(RunConditions conditions, Halftime all, Halftime unseen) {
    List<String> cells = new ArrayList<>();
    cells.add(conditions.words());
    cells.add(String.valueOf(all.rivals.size()));
    for (Halftime halftime : List.of(all, unseen)) {
      cells.add(String.valueOf(halftime.above()));
      cells.add(String.valueOf(halftime.onBoth()));
      cells.add(halftime.ratio());
    }
    return PoliciesPage.cells(cells);
  }
}
