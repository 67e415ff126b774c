package io.rheostat.contest.training.report;

import io.rheostat.contest.report.NumberFormats;
import io.rheostat.contest.training.matrix.TrainingMatrix;
import io.rheostat.contest.training.report.TrainingRow.Figures;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The page of the report: a picture, three sentences, tables.
final class TrainingPage {
  /// Rheostat as it ships.
  static final String SHIPPED = "rheostat, ended";

  private static final String ALONE = "rheostat, own";
  private static final String SHARED = "rheostat, shared";
  private static final String EQUAL = "rheostat-minute, own";
  private static final String POLLUX = "pollux, own";

  /// Contenders of the table by application.
  private static final List<String> BY_APPLICATION =
      List.of(SHIPPED, ALONE, SHARED, EQUAL, POLLUX, "optimus, own", "tiresias, own", "sia, own");

  private final TrainingRows all;
  private final List<TrainingGroup> groups;
  private final StringBuilder page = new StringBuilder();

  private TrainingPage(TrainingRows all) {
    this.all = all;
    this.groups = TrainingGroup.of(all);
  }

  static String of(TrainingRows all) {
    return new TrainingPage(all).write();
  }

  private String write() {
    line("# Training schedulers on published workloads");
    line("");
    line("![Completion times of all jobs](training-jct.svg)");
    line("");
    summary();
    line("");
    line(
        "Made by `./rheostat bench training --data ../shared/data`; do not edit. Rows:"
            + " [training.json](training.json).");
    line(
        "Every ratio is to the mean of Pollux's three seeds on the same jobs, cluster and restarts"
            + " (in world M: to Sia),");
    line("taken by workload, then averaged; \"worst\" is the workload with the largest ratio.");
    policies();
    fidelity();
    money();
    worlds();
    applications();
    page.append(TrainingNotes.TEXT);
    return page.toString();
  }

  private void summary() {
    TrainingGroup shipped = group("P", SHIPPED);
    TrainingGroup equal = group("P", EQUAL);
    TrainingGroup alone = group("P", ALONE);
    TrainingGroup priced = group("P", SHIPPED + ", device price " + TrainingMatrix.PRICE);
    page.append(
        TrainingNotes.filled(
            String.format(
                Locale.ROOT,
                "Rheostat's jobs complete in %s × Pollux's mean time with Pollux's knowledge and"
                    + " clock, in %s × deciding on events, and in %s × as it ships, where a job"
                    + " also knows what those of its profile key observed that have ended.",
                ratio(equal.mean(jct())),
                ratio(alone.mean(jct())),
                ratio(shipped.mean(jct())))));
    page.append(
        TrainingNotes.filled(
            String.format(
                Locale.ROOT,
                "With a price on devices they take %s × the device-hours at %s × the time.",
                ratio(priced.mean(of(Figures::deviceHours))),
                ratio(priced.mean(jct())))));
    page.append(
        TrainingNotes.filled(
            String.format(
                Locale.ROOT,
                "Where it loses: device-hours without a price (%s ×), the longest jobs under a"
                    + " price (p99 up to %s ×), and at equal knowledge the one job with the worst"
                    + " finish-time fairness (up to %s × Pollux's).",
                ratio(shipped.mean(of(Figures::deviceHours))),
                ratio(priced.most(of(Figures::p99Jct))),
                ratio(equal.most(of(Figures::worstFairness))))));
  }

  private void policies() {
    line("");
    line("## World P: 16 nodes × 4 T4, restarts of 30 s");
    line("");
    line("Means over the five workloads; times in seconds, ratios to Pollux.");
    line("");
    line(
        "| scheduler, knowledge | mean JCT | ratio | worst | median | p99 | worst | makespan |"
            + " worst | restarts a job | device-hours | worst | unfairest |");
    line("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (TrainingGroup group : groups) {
      if (group.world().equals("P") && !group.contender().contains("price")) {
        policy(group);
      }
    }
  }

  private void policy(TrainingGroup group) {
    line(
        String.format(
            Locale.ROOT,
            "| %s | %.0f | %s | %s | %.0f | %.0f | %s | %.0f | %s | %.2f | %.0f | %s | %.2f |",
            group.contender(),
            group.mean(row -> row.figures().meanJct()),
            ratio(group.mean(jct())),
            ratio(group.most(jct())),
            group.mean(row -> row.figures().medianJct()),
            group.mean(row -> row.figures().p99Jct()),
            ratio(group.most(of(Figures::p99Jct))),
            group.mean(row -> row.figures().makespan()),
            ratio(group.most(of(Figures::makespan))),
            group.mean(row -> row.figures().restarts()),
            group.mean(row -> row.figures().deviceHours()),
            ratio(group.most(of(Figures::deviceHours))),
            group.most(row -> row.figures().worstFairness())));
  }

  private void fidelity() {
    line("");
    line("## Fidelity to the published means");
    line("");
    line(
        "Deviation of our own runs of the peers from the raw results of Pollux's artifact, load"
            + " 1.");
    line("");
    line("| scheduler | w1 | w2 | w3 | w4 | w5 | mean of the five |");
    line("|---|---|---|---|---|---|---|");
    for (String policy : List.of("pollux", "optimus", "tiresias")) {
      TrainingGroup group = group("P", policy + ", own");
      StringBuilder cells = new StringBuilder();
      group
          .byWorkload(row -> row.figures().meanJct() / all.published(row).orElse(Double.NaN) - 1)
          .values()
          .forEach(value -> cells.append(String.format(Locale.ROOT, " %+.1f %% |", 100 * value)));
      double ours = group.mean(row -> row.figures().meanJct());
      double theirs = group.mean(row -> all.published(row).orElse(Double.NaN));
      line(
          "| "
              + policy
              + " |"
              + cells
              + String.format(Locale.ROOT, " %+.1f %% |", 100 * (ours / theirs - 1)));
    }
  }

  private void money() {
    line("");
    line("## Price of a device against completion time");
    line("");
    line("![Device-hours against completion time](training-cost.svg)");
    line("");
    line(
        "One setting; only the price of a device in the objective changes, in delay costs of a"
            + " job.");
    line("");
    line(
        "| world | scheduler | mean JCT | worst | device-hours | dollars | p99, worst | makespan,"
            + " worst |");
    line("|---|---|---|---|---|---|---|---|");
    for (TrainingGroup group : groups) {
      boolean isRheostat = group.contender().startsWith(SHIPPED);
      if (isRheostat && List.of("P", "M").contains(group.world())) {
        line(
            String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %s | %s |",
                group.world(),
                group.contender(),
                ratio(group.mean(jct())),
                ratio(group.most(jct())),
                ratio(group.mean(of(Figures::deviceHours))),
                ratio(group.mean(of(Figures::costUsd))),
                ratio(group.most(of(Figures::p99Jct))),
                ratio(group.most(of(Figures::makespan)))));
      }
    }
  }

  private void worlds() {
    line("");
    line("## Other worlds");
    line("");
    line(
        "`P-delays`: restarts of 25 to 250 s by application. `P-half`: every second job."
            + " `P-double`: two workloads at once.");
    line(
        "`P-work-x`: the declared work of each job is wrong by a random factor up to that, either"
            + " way (three seeds).");
    line(
        "`M`: 24 T4, 16 faster and 24 slower devices, a construction from Pollux's tables and"
            + " Gavel's device ratios.");
    line("");
    line(
        "| world | scheduler, knowledge | mean JCT | worst | p99, worst | restarts a job |"
            + " device-hours | dollars | unfairest |");
    line("|---|---|---|---|---|---|---|---|---|");
    for (TrainingGroup group : groups) {
      if (!group.world().equals("P") && !group.contender().contains("price")) {
        line(
            String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %.2f | %s | %s | %.2f |",
                group.world(),
                group.contender(),
                ratio(group.mean(jct())),
                ratio(group.most(jct())),
                ratio(group.most(of(Figures::p99Jct))),
                group.mean(row -> row.figures().restarts()),
                ratio(group.mean(of(Figures::deviceHours))),
                ratio(group.mean(of(Figures::costUsd))),
                group.most(row -> row.figures().worstFairness())));
      }
    }
  }

  private void applications() {
    line("");
    line("## By application");
    line("");
    line(
        "Mean completion time in seconds in world P, over the workloads that have it. Four"
            + " `imagenet` jobs are a third of");
    line("the mean: no mean without its parts.");
    line("");
    List<String> names =
        all.rows().stream()
            .flatMap(row -> row.meanByApplication().keySet().stream())
            .distinct()
            .sorted()
            .toList();
    line("| scheduler, knowledge | " + String.join(" | ", names) + " |");
    line("|---|" + "---|".repeat(names.size()));
    for (TrainingGroup group : groups) {
      if (BY_APPLICATION.contains(group.contender()) && group.world().equals("P")) {
        StringBuilder cells = new StringBuilder();
        for (String name : names) {
          double mean =
              group.rows().stream()
                  .filter(row -> row.meanByApplication().containsKey(name))
                  .mapToDouble(row -> row.meanByApplication().getOrDefault(name, Double.NaN))
                  .average()
                  .orElse(Double.NaN);
          cells.append(String.format(Locale.ROOT, " %.0f |", mean));
        }
        line("| " + group.contender() + " |" + cells);
      }
    }
  }

  private TrainingGroup group(String world, String contender) {
    return groups.stream()
        .filter(one -> one.world().equals(world) && one.contender().equals(contender))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("there is no row of " + contender + " in " + world));
  }

  private ToDoubleFunction<TrainingRow> jct() {
    return of(Figures::meanJct);
  }

  private ToDoubleFunction<TrainingRow> of(ToDoubleFunction<Figures> figure) {
    return TrainingGroup.ratio(all, figure);
  }

  private static String ratio(double ratio) {
    return Double.isFinite(ratio) ? NumberFormats.fixed(ratio, 3) : "–";
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
