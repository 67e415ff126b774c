package io.rheostat.contest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Targets of Rheostat beside the measured numbers.
final class ReportTargets {
  private static final String RANDOM = "random-ramps";
  private static final double NEAR = 0.03;

  private final List<Standings> all;
  private final List<PolicyRow> rows;
  private final List<Standings> secondHalves;
  private final StringBuilder lines = new StringBuilder();

  private ReportTargets(List<Standings> all, List<PolicyRow> rows) {
    this.all = all;
    this.rows = rows;
    this.secondHalves = Standings.of(rows, JudgedSpan.SECOND_HALF);
  }

  /// Formats the section: a line for each measured target; empty if none was measured.
  static String of(List<Standings> all, List<PolicyRow> rows) {
    String lines = new ReportTargets(all, rows).lines();
    if (lines.isEmpty()) {
      return "";
    }
    return """
    ## Numbers

    | target | measured | |
    |---|---|---|
    """
        + lines
        + "\n";
  }

  private String lines() {
    ramp("llm-d-ramp-constant", 100, 5.2);
    ramp("llm-d-ramp", 100, 5.4);
    ramp("llm-d-ramp-constant", 37, 4.7);
    for (Standings standings : all) {
      String trace = standings.conditions().trace();
      if (trace.startsWith(RANDOM)) {
        random(standings);
      } else if (!trace.startsWith("llm-d-ramp")) {
        standings.rheostat().ifPresent(own -> real(standings, own));
      }
    }
    return lines.toString();
  }

  private void ramp(String trace, int startup, double replicas) {
    for (Standings standings : all) {
      RunConditions at = standings.conditions();
      if (at.trace().equals(trace) && at.startupSeconds() == startup && !mixed(at)) {
        standings
            .rheostat()
            .ifPresent(
                own ->
                    line(
                        "%s: ≥ 99.5 %% at ≤ %s replicas"
                            .formatted(at.words(), NumberFormats.fixed(replicas, 1)),
                        NumberFormats.attainment(own.attainment())
                            + " at "
                            + NumberFormats.fixed(own.replicas(), 2),
                        own.attainment() >= 0.995 && own.replicas() <= replicas));
      }
    }
  }

  private void random(Standings standings) {
    List<PolicyRow> own =
        rows.stream()
            .filter(row -> row.kind() == SettingsOrigin.RHEOSTAT && row.span() == JudgedSpan.WHOLE)
            .filter(row -> row.conditions().equals(standings.conditions()))
            .toList();
    double[] shares = own.stream().mapToDouble(row -> row.result().sloAttainment()).toArray();
    if (shares.length == 0) {
      return;
    }
    double sum = 0;
    double worst = 1;
    for (double share : shares) {
      sum += share;
      worst = Math.min(worst, share);
    }
    double mean = sum / shares.length;
    String words = standings.conditions().words() + ", " + shares.length + " ramps: ";
    line(words + "mean ≥ 99.5 %", NumberFormats.attainment(mean), mean >= 0.995);
    line(words + "worst ≥ 97 %", NumberFormats.attainment(worst), worst >= 0.97);
    overClairvoyant(standings)
        .ifPresent(
            ratio ->
                line(words + "≤ 1.25 × clairvoyant", NumberFormats.ratio(ratio), ratio <= 1.25));
  }

  private void real(Standings standings, PolicyStanding own) {
    RunConditions at = standings.conditions();
    standings
        .best(SettingsOrigin.HINDSIGHT)
        .ifPresent(
            best ->
                line(
                    at.words() + ": net within 3 % of the best in hindsight",
                    PoliciesPage.signed(-own.behind(best)) + " to " + best.policy(),
                    own.behind(best) <= NEAR));
    Halftime.of(standings).ifPresent(whole -> honest(at, whole));
    boolean conv = at.trace().equals("azure-conv") && at.startupSeconds() <= 100 && !mixed(at);
    if (conv) {
      overClairvoyant(standings)
          .ifPresent(
              ratio ->
                  line(
                      at.words() + ": ≥ 99 % at ≤ 1.15 × clairvoyant",
                      NumberFormats.attainment(own.attainment())
                          + " at "
                          + NumberFormats.ratio(ratio),
                      own.attainment() >= 0.99 && ratio <= 1.15));
    }
  }

  private void honest(RunConditions at, Halftime whole) {
    Optional<Halftime> unseen = Halftime.in(secondHalves, at);
    List<String> words = new ArrayList<>();
    words.add(whole.above() + " above us, " + whole.onBoth() + " on both");
    unseen.ifPresent(
        half ->
            words.add("second half: " + half.above() + " above us, " + half.onBoth() + " on both"));
    line(
        at.words()
            + ": net above every family tuned on the first half, beaten by none on cost and"
            + " attainment",
        String.join("; ", words),
        whole.above() + whole.onBoth() == 0);
  }

  private static Optional<Double> overClairvoyant(Standings standings) {
    Optional<PolicyStanding> best = standings.best(SettingsOrigin.CLAIRVOYANT);
    return standings
        .rheostat()
        .flatMap(own -> best.map(foreseen -> own.costUsd() / foreseen.costUsd()));
  }

  private static boolean mixed(RunConditions at) {
    return at.devices().contains("+");
  }

  private void line(String target, String measured, boolean reached) {
    lines.append(
        PoliciesPage.cells(List.of(target, measured, reached ? "reached" : "**not reached**")));
  }
}
