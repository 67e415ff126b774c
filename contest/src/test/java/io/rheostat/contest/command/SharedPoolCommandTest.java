package io.rheostat.contest.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

/// Refusals of the command on an empty home.
@Isolated("reads and writes the standard streams and a system property")
final class SharedPoolCommandTest {
  @TempDir private Path home;
  private String before = "";

  @BeforeEach
  void makeHome() {
    before = System.getProperty("rheostat.home", "");
    System.setProperty("rheostat.home", home.toString());
  }

  @AfterEach
  void restoreHome() {
    System.setProperty("rheostat.home", before);
  }

  @Test
  void refusalsSayWhatWhereAndWhatToDo() {
    assertThat(refusal("--data", home.toString(), "--threads", "0"))
        .contains("--threads 0 is below 1. Give 1 or more.");
    assertThat(refusal("--data", home.toString(), "--subset", "--check"))
        .contains("shared-pool.json. Run bench shared-pool and commit what it writes.");
    assertThat(refusal("--data", home.toString(), "--subset"))
        .contains("servegen-day.yaml", "is no file");
    assertThat(refusal("--subset")).contains("--data");
  }

  private static String refusal(String... arguments) {
    PrintStream errors = System.err;
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    try {
      assertThat(new CommandLine(new SharedPoolCommand()).execute(arguments)).isEqualTo(2);
    } finally {
      System.setErr(errors);
    }
    return complained.toString(StandardCharsets.UTF_8);
  }
}
