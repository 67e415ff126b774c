package io.rheostat.contest.training.shared;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The page of the report: what one pool earns beside static splits.
public final class SharedPoolPage {
  /// Attainment that counts as kept.
  private static final double WITHIN = 0.005;

  private SharedPoolPage() {}

  /// Returns the page.
  ///
  /// @param all rows of the whole benchmark
  /// @throws IllegalArgumentException without the run of one pool, or any split
  public static String of(SharedPoolRows all) {
    List<SharedPoolResult> rows =
        all.rows().stream().filter(row -> row.of().hours() == SharedPoolCase.ALL_HOURS).toList();
    SharedPoolResult one =
        rows.stream()
            .filter(row -> row.of().split() == 0)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no run of one pool."));
    SharedPoolResult best = best(rows, 0);
    SharedPoolResult keeping = best(rows, one.attainment() - WITHIN);
    StringBuilder page = new StringBuilder(summary(one, keeping, best));
    rows.forEach(row -> page.append(line(row)));
    return page.append(NOTES).toString();
  }

  private static String summary(
      SharedPoolResult one, SharedPoolResult keeping, SharedPoolResult best) {
    return String.format(
        Locale.ROOT,
        """
        # A service and training jobs on one cluster

        One pool earns %.0f $ in %d hours; its service attains %.2f %%, and its jobs complete in %.0f s on average.
        Of the static splits found in hindsight the best that keeps this attainment within half a point has %d of
        64 devices for the service and earns %.0f $, with jobs of %.0f s: the pool earns %.1f %% more. The best of
        all splits has %d, earns %.0f $ and attains %.2f %%: the pool earns %.1f %% more.

        Made by `./rheostat bench shared-pool --data ../shared/data`; do not edit. Rows:
        [shared-pool.json](shared-pool.json).

        | devices of the service | attainment | requests, $ | delay, $ | net, $ | mean JCT, s | p99, s | unfinished | restarts a job | device-hours, service | device-hours, jobs |
        |---|---|---|---|---|---|---|---|---|---|---|
        """,
        one.netUsd(),
        SharedPoolCase.ALL_HOURS,
        100 * one.attainment(),
        one.meanJctSeconds(),
        keeping.of().split(),
        keeping.netUsd(),
        keeping.meanJctSeconds(),
        100 * (one.netUsd() / keeping.netUsd() - 1),
        best.of().split(),
        best.netUsd(),
        100 * best.attainment(),
        100 * (one.netUsd() / best.netUsd() - 1));
  }

  private static SharedPoolResult best(List<SharedPoolResult> rows, double attainment) {
    return rows.stream()
        .filter(row -> row.of().split() > 0 && row.attainment() >= attainment)
        .max(Comparator.comparingDouble(SharedPoolResult::netUsd))
        .orElseThrow(() -> new IllegalArgumentException("there is no run of a split."));
  }

  private static String line(SharedPoolResult row) {
    return String.format(
        Locale.ROOT,
        "| %s | %.2f %% | %.0f | %.0f | %.0f | %.0f | %.0f | %d | %.2f | %.0f | %.0f |%n",
        row.of().split() == 0 ? "one pool" : String.valueOf(row.of().split()),
        100 * row.attainment(),
        row.valueUsd(),
        row.delayUsd(),
        row.netUsd(),
        row.meanJctSeconds(),
        row.p99JctSeconds(),
        row.unfinished(),
        row.restartsPerJob(),
        row.serviceDeviceHours(),
        row.trainingDeviceHours());
  }

  private static final String NOTES =
      """

      ## How to read it

      - The cluster is world P of [the schedulers](training.md): 16 nodes of four T4, paid whether they are used or
        not, so devices cost nothing in the objective. The 160 jobs are workload 1, each at 7.84 $ an hour of its
        time: the price of an eighth of the devices. Net is what good requests earn less what the jobs' hours cost,
        until the end; a job that is not complete then has cost its time so far.
      - The service is Llama-3.1-8B on pairs of T4, its speed scaled from measurements on an H100, a construction.
        Its traffic is eighteen hours of a published trace, bursty, at 2 $ for a thousand good requests. It declares
        99 %, which no split here attains.
      - Every run is the folds as they ship, closed over the simulated world: they see pages every five seconds, jobs
        are declared when they are submitted, and what an ended job learned is declared for the next. In a split both
        halves are pools of the same program.
      - Where the pool wins: what the service leaves at a quiet hour trains, and goes back at the next decision. Where
        it does not: bursts of seconds are shorter than the start of a replica, so at equal attainment the service
        holds about as many devices on average as a split gives it; the fewer it may hold, the more these splits earn.
      - Workers of a job stand on as few nodes as they fit on; the placement of replicas on nodes is not simulated.
        One seed.
      """;
}
