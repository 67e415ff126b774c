package io.rheostat.benchmarks.hostmemory;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/// Table of advice on made-up containers.
public final class AdviceTable {
  /// Containers never looked at while the advice was tuned: that was done on seeds 1 to 200.
  private static final int FIRST_SEED = 1001;

  private static final int CONTAINERS = 400;

  private AdviceTable() {}

  /// Returns the table in Markdown: OOM kills, changes and waste of ours and of the peer.
  public static String markdown() {
    return "| advice on "
        + CONTAINERS
        + " containers, two weeks each | OOM kills | containers killed | changes each | waste mean"
        + " | waste p90 |\n"
        + "|---|---|---|---|---|---|\n"
        + row("Rheostat", AdviceTrial::ours)
        + row("vertical pod autoscaler's rule", AdviceTrial::peer);
  }

  private static String row(String name, Function<ContainerSeries, AdviceTrial> adviser) {
    int kills = 0;
    int killed = 0;
    int changes = 0;
    double[] waste = new double[CONTAINERS];
    for (int i = 0; i < CONTAINERS; i++) {
      AdviceTrial trial = adviser.apply(ContainerSeries.drawn(FIRST_SEED + i));
      kills += trial.kills();
      killed += trial.kills() > 0 ? 1 : 0;
      changes += trial.changes();
      waste[i] = trial.waste();
    }
    Arrays.sort(waste);
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %.1f | %.1f %% | %.1f %% |\n",
        name,
        kills,
        killed,
        changes / (double) CONTAINERS,
        100 * Arrays.stream(waste).average().orElseThrow(),
        100 * waste[CONTAINERS * 9 / 10]);
  }
}
