package io.rheostat.benchmarks;

import io.rheostat.benchmarks.failover.FailoverCommand;
import io.rheostat.benchmarks.ingest.IngestCommand;
import io.rheostat.benchmarks.ingest.PipelineCommand;
import io.rheostat.benchmarks.matrix.KnowledgeCommand;
import io.rheostat.benchmarks.matrix.PoliciesCommand;
import io.rheostat.benchmarks.protocol.ProtocolCommand;
import io.rheostat.benchmarks.trouble.TroubleCommand;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rheostat bench`: the benchmarks by name.
@Command(
    name = "rheostat bench",
    description = "Measures the program on this machine.",
    synopsisSubcommandLabel = "NAME",
    footer = {"", "Example: rheostat bench latency --rounds 3 --seconds 20 --json"})
public final class Bench implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(Bench.class);

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli answers it before call
  private boolean help;

  @Spec private CommandSpec spec = CommandSpec.create();

  private Bench() {}

  /// Runs a benchmark and exits with 0 only on success, with 2 for an unknown one.
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String[] arguments) {
    return line().execute(arguments);
  }

  /// Returns the parser of all benchmarks' command lines. Names of constants are taken in any case.
  static CommandLine line() {
    return new CommandLine(new Bench())
        .addSubcommand(new LatencyCommand())
        .addSubcommand(new AlertsCommand())
        .addSubcommand(new FoldsCommand())
        .addSubcommand(new IngestCommand())
        .addSubcommand(new PipelineCommand())
        .addSubcommand(new PoliciesCommand())
        .addSubcommand(new KnowledgeCommand())
        .addSubcommand(new ProtocolCommand())
        .addSubcommand(new FailoverCommand())
        .addSubcommand(new TroubleCommand())
        .setCommandName("rheostat bench")
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((problem, _, _) -> failed(problem));
  }

  private static int failed(Exception problem) {
    LOG.atError().setCause(problem).log("the benchmark failed");
    return 1;
  }

  @Override
  public Integer call() {
    // Without a name, as with --help, the benchmarks are listed.
    spec.commandLine().usage(System.out);
    return 0;
  }
}
