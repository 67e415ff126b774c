package io.rheostat.contest.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Command that has subcommands only: without a name it lists them, each has a help, and a failing
/// one exits with 1.
public final class CommandGroup {
  private CommandGroup() {}

  /// Returns the parser of a group. Names of constants are taken in any case.
  ///
  /// @param name the group's own command line, such as `rheostat verify`
  /// @param footer lines after the list of commands
  /// @param commands objects of its subcommands
  public static CommandLine of(
      String name, String description, List<String> footer, List<Object> commands) {
    CommandLine[] line = new CommandLine[1];
    Callable<Integer> list =
        () -> {
          // Without a name, as with --help, the commands are listed.
          line[0].usage(System.out);
          return 0;
        };
    CommandSpec spec = CommandSpec.wrapWithoutInspection(list).name(name);
    spec.addOption(help());
    spec.usageMessage()
        .description(description)
        .synopsisSubcommandLabel("NAME")
        .footer(footer.toArray(String[]::new));
    line[0] = new CommandLine(spec);
    for (Object command : commands) {
      CommandLine sub = new CommandLine(command);
      sub.getCommandSpec().addOption(help());
      line[0].addSubcommand(sub);
    }
    return line[0]
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (problem, failed, _) -> {
              problem.printStackTrace(failed.getErr());
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help.")
        .build();
  }
}
