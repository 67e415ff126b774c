package io.rheostat.verification.trouble;

import io.rheostat.contest.trouble.TroubleRow;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `docs/benchmarks/trouble.md`.
final class TroublePage {
  private static final String HEAD =
      """
      # Ordinary trouble

      Written by `./rheostat verify trouble`: every trouble of `config/troubles` on its scenarios, by Rheostat's folds as its
      loop hosts them and by policies that users run today. The judge takes the need from the simulated truth alone: true
      arrivals over the minute around each second, and what so many simulated engines serve within the objective.

      - *wrong*: scale-downs after which too little was ready within one start-up and a minute.
      - *below*: seconds in which too little was ready; *without* the same without trouble, *allowed* the most that is ok.
      - *excess*: dollars beyond the run without trouble. *recover*: seconds from the end of the trouble until enough is ready.
      - *reported*: whether estimates or decisions showed the trouble.

      Limits of every run: no wrong scale-down; 30 s below need more than without trouble (in a stock-out or while Rheostat is
      down 60 s more than a clairvoyant under the same trouble); 15 % excess; 120 s and one start-up to recover.

      | policy | trouble | scenario | wrong | below s | without s | allowed s | excess $ | recover s | resizes | reported | |
      |---|---|---|---:|---:|---:|---:|---:|---:|---:|---|---|
      """;

  private static final String BUGS =
      """

      Bugs of everyday kinds, planted into the host of the folds:

      | bug | caught by |
      |---|---|
      """;

  private TroublePage() {}

  /// Returns the page.
  ///
  /// @param bugs by planted bug, the row by which it was caught
  static String of(List<TroubleRow> rows, Map<String, Optional<String>> bugs) {
    StringBuilder page = new StringBuilder(HEAD);
    rows.forEach(row -> page.append(line(row)));
    page.append(BUGS);
    bugs.forEach(
        (bug, caught) ->
            page.append("| ")
                .append(bug)
                .append(" | ")
                .append(caught.orElse("**not caught**"))
                .append(" |\n"));
    return page.toString();
  }

  private static String line(TroubleRow row) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %d | %d | %d | %d | %.2f | %d | %d | %s | %s |%n",
        row.policy(),
        row.trouble(),
        row.scenario(),
        row.verdict().wrongScaleDowns(),
        row.verdict().secondsBelowNeed(),
        row.without().secondsBelowNeed(),
        row.allowedBelowNeed(),
        row.excessUsd(),
        row.verdict().secondsToRecover(),
        row.verdict().resizes(),
        row.health().map(reported -> reported ? "yes" : "no").orElse("-"),
        row.ok() ? "ok" : String.join("; ", row.broken()));
  }
}
