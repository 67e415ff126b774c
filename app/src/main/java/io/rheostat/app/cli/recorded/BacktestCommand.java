package io.rheostat.app.cli.recorded;

import io.rheostat.app.backtest.HistoryReader;
import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.UsageException;
import io.rheostat.app.recording.ReplayPace;
import io.rheostat.app.recording.SectionGoneException;
import io.rheostat.contest.backtest.Backtest;
import io.rheostat.contest.backtest.WhatIf;
import io.rheostat.contest.backtest.report.BacktestJson;
import io.rheostat.contest.backtest.report.BacktestPage;
import io.rheostat.contest.backtest.report.BacktestReport;
import io.rheostat.contest.backtest.report.BacktestText;
import io.rheostat.contest.history.FleetHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rheostat backtest`.
@Command(
    name = "backtest",
    description =
        "Runs policies on a recorded section: its requests, learned speeds and start-up times. Says"
            + " first how well the simulator reproduces what was recorded.",
    footer = {
      "",
      "Example: rheostat backtest --log recording --policy rheostat,hpa",
      "Example: rheostat backtest --kafka broker:9092 --last 24h --policy rheostat,hpa,static",
      "           --set 'chat.bounds.maxReplicas=12' --price h100-sxm=2.10 --report tuesday.html"
    })
public final class BacktestCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SectionOptions section = new SectionOptions();
  @Mixin private WhatIfOptions whatIf = new WhatIfOptions();

  @Option(
      names = "--policy",
      split = ",",
      defaultValue = "rheostat,hpa,static",
      description =
          "Policies, the first being the one the others are compared with (default:"
              + " rheostat,hpa,static). simulate --help lists them.")
  private List<String> policies = List.of();

  @Option(
      names = "--seeds",
      defaultValue = "5",
      description = "Runs of each policy (default: 5). Fewer say little about differences.")
  private int seeds;

  @Option(
      names = "--anyway",
      description = "Compare policies even when the section is not reproduced well enough.")
  private boolean anyway;

  @Option(
      names = "--hindsight",
      description =
          "Look back with all of the section known: the best schedules, the least cost, and the"
              + " dollars that errors of the forecast and each limit cost.")
  private boolean hindsight;

  @Option(names = "--report", description = "Write a page to this file, to read or to send.")
  private Optional<Path> report = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (seeds < 1 || seeds > 1000) {
      throw new UsageException("--seeds is " + seeds + ". It must be 1 to 1000.");
    }
    Backtest.check(policies);
    WhatIf changes = whatIf.changes();
    FleetHistory history;
    try {
      history = read();
    } catch (SectionGoneException gone) {
      System.err.println("rheostat: " + gone.getMessage());
      return 2;
    }
    // Unknown names are refused before the first run.
    changes.apply(history.fleet());
    System.err.printf("calibrating the engines of %d services%n", history.services().size());
    Backtest backtest = new Backtest(history, seeds);
    Backtest.Request request = new Backtest.Request(policies, changes, anyway, hindsight);
    BacktestReport result;
    // As it ran is a run, too.
    double requests = history.requests() * seeds * (policies.size() + 1);
    try (BacktestProgress progress = new BacktestProgress(backtest.parts(policies), requests)) {
      Backtest.Result ran = backtest.run(request, progress::finished);
      result = new BacktestReport(history, ran, whatIf.texts(), seeds);
    }
    if (report.isPresent()) {
      Files.writeString(report.get(), BacktestPage.of(result));
    }
    System.out.print(
        common.json() ? BacktestJson.of(result).toPrettyString() + "\n" : BacktestText.of(result));
    return result.isRefused() ? 1 : 0;
  }

  private FleetHistory read() throws Exception {
    ReplayPace pace = new ReplayPace();
    try (ReplayProgress _ = ReplayProgress.start(pace);
        var recording = section.open()) {
      return new HistoryReader(recording, section.from(), section.to(), pace).read();
    }
  }
}
