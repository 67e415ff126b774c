package io.rheostat.contest.report;

import io.rheostat.contest.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Rows that look like a run's, for pictures and pages.
public final class MadeUpRows {
  public static final RunConditions CONV = new RunConditions("azure-conv", 100, "h100");

  private static final List<String> FAMILIES =
      List.of(
          "hpa-running",
          "hpa-waiting",
          "knative-kpa",
          "ray-serve",
          "aibrix-apa",
          "aibrix-apa-fixed",
          "llmd-wva-v1",
          "llmd-wva-v2",
          "llmd-wva-model",
          "llmd-slo-keda",
          "dynamo-sla",
          "static",
          "head-room");

  private MadeUpRows() {}

  /// A row of 10,000 requests at a tenth of a cent for each that is good.
  public static PolicyRow row(SettingsOrigin kind, String policy, double costUsd, long good) {
    return row(kind, policy, costUsd, good, CONV, 1);
  }

  public static PolicyRow row(
      SettingsOrigin kind,
      String policy,
      double costUsd,
      long good,
      RunConditions conditions,
      long seed) {
    TrialResult result =
        new TrialResult(
            policy,
            conditions.trace(),
            seed,
            10_000,
            good,
            costUsd / 2,
            costUsd / 3,
            costUsd,
            good * 0.01,
            12);
    String family = policy.replaceAll(" .*", "");
    return new PolicyRow(family, kind, conditions, result, 8 * good / 10_000.0);
  }

  /// Some hundred rows: every family as shipped, tuned on the first half and on a grid.
  public static List<PolicyRow> matrix(RunConditions conditions, long seed) {
    Random random = new Random(seed);
    List<PolicyRow> rows = new ArrayList<>();
    rows.add(row(SettingsOrigin.RHEOSTAT, "rheostat", 12.4, 9_960, conditions, 1));
    for (String family : FAMILIES) {
      double skill = 0.9 + 0.5 * random.nextDouble();
      rows.add(made(SettingsOrigin.SHIPPED, family, skill, random, conditions));
      rows.add(made(SettingsOrigin.HALF_TUNED, family + " target=70", skill, random, conditions));
      for (int i = 0; i < 8; i++) {
        String policy = family + " target=" + (40 + 5 * i) + " down=" + 60 * i + "s";
        rows.add(made(SettingsOrigin.HINDSIGHT, policy, skill, random, conditions));
      }
    }
    rows.add(row(SettingsOrigin.CLAIRVOYANT, "clairvoyant", 10.8, 9_990, conditions, 1));
    return rows;
  }

  private static PolicyRow made(
      SettingsOrigin kind, String policy, double skill, Random random, RunConditions conditions) {
    double cost = 9 + 14 * random.nextDouble();
    double missed = 0.4 * Math.exp(-(cost / skill - 7) / 2);
    long good = Math.min(10_000, Math.round(10_000 * (1 - missed)));
    return row(kind, policy, cost, good, conditions, 1);
  }
}
