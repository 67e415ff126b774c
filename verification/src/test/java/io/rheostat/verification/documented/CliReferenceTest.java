package io.rheostat.verification.documented;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.cli.Commands;
import io.rheostat.benchmarks.command.Bench;
import io.rheostat.verification.command.Verify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// Committed reference of the command line, against the parsers.
class CliReferenceTest {
  private static final Path FILE =
      Path.of(System.getProperty("rheostat.root")).resolve("docs/reference/cli.md");

  /// After a change of a command: `mvn -Dquick test -pl verification -am -Dtest=CliReferenceTest
  /// -Drheostat.reference=write`.
  @Test
  void theCommittedPageIsPrintedByTheParsers() throws IOException {
    if ("write".equals(System.getProperty("rheostat.reference"))) {
      Files.writeString(FILE, page());
    }
    assertThat(Files.readString(FILE))
        .as("docs/reference/cli.md; rewrite it with -Drheostat.reference=write")
        .isEqualTo(page());
  }

  @Test
  void everyCommandIsThere() {
    assertThat(page())
        .contains("## rheostat up", "## rheostat explain", "## rheostat verify protocol")
        .contains("## rheostat bench latency", "--at-least-once");
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Command line

            Every command with its options, generated from the parsers. A command exits with 0 on success, with 1 on a
            failure of its own, and with 2 when it was used wrongly.
            """);
    for (CommandLine line : List.of(Commands.line(), Bench.line(), Verify.line())) {
      line.setUsageHelpWidth(100);
      section(page, line);
      line.getSubcommands().values().stream()
          .distinct()
          .forEach(
              command -> {
                command.setUsageHelpWidth(100);
                section(page, command);
              });
    }
    return page.toString();
  }

  private static void section(StringBuilder page, CommandLine line) {
    page.append("\n## ").append(line.getCommandSpec().qualifiedName()).append("\n\n```text\n");
    page.append(
        line.getUsageMessage(Ansi.OFF)
            .lines()
            .map(String::stripTrailing)
            .reduce("", (text, next) -> text + next + "\n"));
    page.append("```\n");
  }
}
