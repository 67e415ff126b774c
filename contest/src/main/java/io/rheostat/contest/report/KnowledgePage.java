package io.rheostat.contest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `docs/benchmarks/knowledge.md`: Rheostat's earnings with more knowledge, beside the best in
/// hindsight.
public final class KnowledgePage {
  private static final String HEAD =
      """
      # What knowing more would earn

      Made by `./rheostat bench knowledge`; do not edit. The same rows give the same bytes; they are in
      [knowledge.json](knowledge.json). All figures are of the same judged requests as in
      [policies.md](policies.md), on one device type, with the same one default setting.

      *As it is*: Rheostat meets the service for the first time when its first request comes in. *Told the
      true capacity*: the simulator's engine profile is declared with the placement, so that nothing about
      a replica has to be learned. *Having seen an earlier window*: it has run the same service through one
      before. A random ramp's earlier window is another random ramp; of ServeGen's windows it is the six
      hours before. Of the published ramp and the recorded hours there is no other: theirs is the same one,
      drawn with another seed, which tells more than an earlier one would. *Best in hindsight* is the best
      setting of any family for the very trace, from policies.json.

      Net is set against that best setting: +1.0 % earns one percent more. In brackets attainment and
      average replicas.

      """;

  private KnowledgePage() {}

  /// Formats the page.
  ///
  /// @param rows of Rheostat; the policy names its knowledge
  /// @param committed rows of the report, for the best in hindsight under the same conditions
  public static String of(List<PolicyRow> rows, List<PolicyRow> committed) {
    List<Standings> rivals = Standings.of(committed, JudgedSpan.WHOLE);
    List<Standings> all = Standings.of(rows);
    StringBuilder page = new StringBuilder(HEAD);
    if (all.isEmpty()) {
      return page.toString();
    }
    List<String> known = all.getFirst().all().stream().map(PolicyStanding::policy).toList();
    header(known, page);
    for (Standings standings : all) {
      Optional<PolicyStanding> best =
          rivals.stream()
              .filter(other -> other.conditions().equals(standings.conditions()))
              .findFirst()
              .flatMap(other -> other.best(SettingsOrigin.HINDSIGHT));
      line(standings, best, page);
    }
    return page.toString();
  }

  private static void header(List<String> known, StringBuilder page) {
    page.append("| trace | start-up | best in hindsight |");
    for (String one : known) {
      page.append(' ').append(one).append(" |");
    }
    page.append("\n|---|---:|---|").append("---|".repeat(known.size())).append('\n');
  }

  private static void line(Standings standings, Optional<PolicyStanding> best, StringBuilder page) {
    List<String> cells = new ArrayList<>();
    cells.add(standings.conditions().trace());
    cells.add(standings.conditions().startupSeconds() + " s");
    cells.add(best.map(PolicyStanding::policy).orElse("–"));
    for (PolicyStanding own : standings.all()) {
      String net = best.map(other -> PoliciesPage.signed(-own.behind(other))).orElse("–");
      cells.add(
          "%s (%s at %s)"
              .formatted(
                  net,
                  NumberFormats.attainment(own.attainment()),
                  NumberFormats.fixed(own.replicas(), 2)));
    }
    page.append(PoliciesPage.cells(cells));
  }
}
