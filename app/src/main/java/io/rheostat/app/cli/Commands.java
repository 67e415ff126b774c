package io.rheostat.app.cli;

import io.rheostat.app.broker.BrokerException;
import io.rheostat.app.cli.analyse.DemoCommand;
import io.rheostat.app.cli.analyse.DevicesCommand;
import io.rheostat.app.cli.analyse.InitCommand;
import io.rheostat.app.cli.analyse.LoadCommand;
import io.rheostat.app.cli.analyse.PlanCommand;
import io.rheostat.app.cli.analyse.SimulateCommand;
import io.rheostat.app.cli.analyse.SizeCommand;
import io.rheostat.app.cli.analyse.ValidateCommand;
import io.rheostat.app.cli.analyse.WorkerCommand;
import io.rheostat.app.cli.explain.ExplainCommand;
import io.rheostat.app.cli.operate.ApproveCommand;
import io.rheostat.app.cli.operate.CancelCommand;
import io.rheostat.app.cli.operate.DoctorCommand;
import io.rheostat.app.cli.operate.FreezeCommand;
import io.rheostat.app.cli.operate.JobsCommand;
import io.rheostat.app.cli.operate.StatusCommand;
import io.rheostat.app.cli.operate.SubmitCommand;
import io.rheostat.app.cli.operate.TailCommand;
import io.rheostat.app.cli.operate.UnfreezeCommand;
import io.rheostat.app.cli.operate.UpCommand;
import io.rheostat.app.cli.operate.WithdrawCommand;
import io.rheostat.app.cli.option.UsageException;
import io.rheostat.app.cli.recorded.BacktestCommand;
import io.rheostat.app.cli.recorded.ExportCommand;
import io.rheostat.app.cli.recorded.ReplayCommand;
import io.rheostat.config.yaml.ConfigException;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// All commands of the program.
@Command(
    name = "rheostat",
    versionProvider = Commands.Version.class,
    description = "Event-driven streaming autoscaler for AI clusters.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "  bench       Measures the program; see rheostat bench --help",
      "  verify      Checks what must never happen; see rheostat verify --help",
      "",
      "Example: rheostat demo --speed 60 --duration 60s"
    })
public final class Commands implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  @Spec private CommandSpec spec = CommandSpec.create();

  private Commands() {}

  /// Version of the program's jar and of the running Java.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String own = Commands.class.getPackage().getImplementationVersion();
      return new String[] {
        "rheostat " + (own == null ? "built from classes" : own) + ", Java " + Runtime.version()
      };
    }
  }

  /// Runs a command line.
  ///
  /// @return the exit code: 0 on success, 1 when it failed, 2 when it was not understood
  public static int run(String[] arguments) {
    return line().execute(arguments);
  }

  /// Returns the parser of all command lines. Names of constants, as in `--role streams`, are taken
  /// in any case.
  public static CommandLine line() {
    return new CommandLine(new Commands())
        .addSubcommand(new DemoCommand())
        .addSubcommand(new UpCommand())
        .addSubcommand(new PlanCommand())
        .addSubcommand(new SizeCommand())
        .addSubcommand(new DevicesCommand())
        .addSubcommand(new SimulateCommand())
        .addSubcommand(new ReplayCommand())
        .addSubcommand(new BacktestCommand())
        .addSubcommand(new StatusCommand())
        .addSubcommand(new SubmitCommand())
        .addSubcommand(new JobsCommand())
        .addSubcommand(new CancelCommand())
        .addSubcommand(new ExplainCommand())
        .addSubcommand(new TailCommand())
        .addSubcommand(new ExportCommand())
        .addSubcommand(new InitCommand())
        .addSubcommand(new ValidateCommand())
        .addSubcommand(new DoctorCommand())
        .addSubcommand(new ApproveCommand())
        .addSubcommand(new FreezeCommand())
        .addSubcommand(new UnfreezeCommand())
        .addSubcommand(new WithdrawCommand())
        .addSubcommand(new WorkerCommand())
        .addSubcommand(new LoadCommand())
        .addSubcommand("completion", new AutoComplete.GenerateCompletion())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((problem, _, _) -> failed(problem));
  }

  /// Reports a failure of the operator's input in a line; anything else is a bug and is printed
  /// with its place in the code.
  private static int failed(Exception problem) {
    switch (problem) {
      case ConfigException bad -> System.err.println(bad.getMessage());
      case UsageException _, BrokerException _, IOException _ ->
          System.err.println("rheostat: " + problem.getMessage());
      case KafkaException kafka -> System.err.println("rheostat: Kafka: " + kafka.getMessage());
      case IllegalArgumentException bad -> System.err.println("rheostat: " + bad.getMessage());
      default ->
          LoggerFactory.getLogger(Commands.class)
              .atError()
              .setCause(problem)
              .log("this is a bug in Rheostat");
    }
    return 1;
  }

  @Override
  public Integer call() {
    // --help is answered before this; without a command there is nothing to do.
    spec.commandLine().usage(System.out);
    return help || version ? 0 : 2;
  }
}
