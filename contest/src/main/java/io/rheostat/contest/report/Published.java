package io.rheostat.contest.report;

import java.util.List;
import java.util.Optional;

/// The rows published by llm-d for its ramp, beside ours, as a measure of the simulator's accuracy.
///
/// @param policy its name here
/// @param attainment published, 0..1
/// @param replicas published average
record Published(String policy, double attainment, double replicas) {
  private static final RunConditions RAMP = new RunConditions("llm-d-ramp", 100, "h100-sxm");
  private static final List<Published> ROWS =
      List.of(new Published("static", 1, 8), new Published("llmd-slo-keda", 0.958, 5.93));

  /// Formats the section; empty if the ramp was not run.
  static String of(List<Standings> all) {
    StringBuilder lines = new StringBuilder();
    for (Standings standings : all) {
      if (standings.conditions().equals(RAMP)) {
        ROWS.forEach(row -> row.find(standings).ifPresent(ours -> lines.append(row.line(ours))));
      }
    }
    if (lines.isEmpty()) {
      return "";
    }
    return """
    ## How close the simulator is

    What llm-d published of its ramp (start-up 100 s, 3 to 8 replicas), and the same policies here with
    Poisson arrivals, as shipped.

    | policy | attainment, published | here | points apart | replicas, published | here | apart |
    |---|---:|---:|---:|---:|---:|---:|
    """
        + lines
        + "\n";
  }

  private Optional<PolicyStanding> find(Standings standings) {
    return standings.of(SettingsOrigin.SHIPPED).stream()
        .filter(standing -> standing.policy().equals(policy))
        .findFirst();
  }

  private String line(PolicyStanding ours) {
    return PoliciesPage.cells(
        List.of(
            policy.equals("static") ? "static-8" : policy,
            NumberFormats.attainment(attainment),
            NumberFormats.attainment(ours.attainment()),
            NumberFormats.fixed(100 * (ours.attainment() - attainment), 2),
            NumberFormats.fixed(replicas, 2),
            NumberFormats.fixed(ours.replicas(), 2),
            PoliciesPage.signed(ours.replicas() / replicas - 1)));
  }
}
