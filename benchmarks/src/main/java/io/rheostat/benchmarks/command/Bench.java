package io.rheostat.benchmarks.command;

import io.rheostat.benchmarks.accuracy.AccuracyCommand;
import io.rheostat.benchmarks.backtest.BacktestSpeedCommand;
import io.rheostat.benchmarks.folds.FoldsCommand;
import io.rheostat.benchmarks.ingest.IngestCommand;
import io.rheostat.benchmarks.ingest.PipelineCommand;
import io.rheostat.benchmarks.latency.AlertsCommand;
import io.rheostat.benchmarks.latency.LatencyCommand;
import io.rheostat.benchmarks.replay.ReplaySpeedCommand;
import io.rheostat.benchmarks.sizing.SizingCommand;
import io.rheostat.contest.command.CommandGroup;
import io.rheostat.contest.command.PoliciesCommand;
import io.rheostat.contest.command.SharedPoolCommand;
import io.rheostat.contest.command.TrainingCommand;
import io.rheostat.contest.knowledge.KnowledgeCommand;
import java.util.List;
import picocli.CommandLine;

/// `rheostat bench`: the benchmarks by name.
public final class Bench {
  private Bench() {}

  /// Runs a benchmark and exits with 0 only on success, with 2 for an unknown one.
  public static void main(String[] arguments) {
    System.exit(line().execute(arguments));
  }

  /// Returns the parser of all benchmarks.
  public static CommandLine line() {
    return CommandGroup.of(
        "rheostat bench",
        "Measures the program on this machine, beside a peer or a limit.",
        List.of(
            "",
            "Example: rheostat bench latency --rounds 3 --seconds 20 --json",
            "Checks of what must never happen: rheostat verify"),
        List.of(
            new LatencyCommand(),
            new AlertsCommand(),
            new FoldsCommand(),
            new IngestCommand(),
            new PipelineCommand(),
            new SizingCommand(),
            new PoliciesCommand(),
            new TrainingCommand(),
            new SharedPoolCommand(),
            new KnowledgeCommand(),
            new AccuracyCommand(),
            new ReplaySpeedCommand(),
            new BacktestSpeedCommand()));
  }
}
