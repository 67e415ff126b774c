package io.rheostat.verification.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

/// The command on a home of its own: a quiet service for some minutes, with a minimum of three.
@Isolated("reads and writes the standard streams and a system property")
class TroubleCommandTest {
  private static final Path SHIPPED = Path.of("..").toAbsolutePath().normalize().resolve("config");

  @TempDir private Path home;
  private String before = "";

  private record Run(int code, String out, String errors) {}

  @BeforeEach
  void makeHome() throws IOException {
    before = System.getProperty("rheostat.home", "");
    System.setProperty("rheostat.home", home.toString());
    copy(SHIPPED.resolve("signals"), home.resolve("config/signals"));
    Path troubles = home.resolve("config/troubles");
    copy(SHIPPED.resolve("troubles/scenarios/chat"), troubles.resolve("scenarios/chat"));
    Files.writeString(
        troubles.resolve("scenarios/quiet.yaml"),
        Files.readString(SHIPPED.resolve("troubles/scenarios/quiet.yaml"))
            .replace("unscored: 10m", "unscored: 2m")
            .replace("duration: 45m", "duration: 10m"));
    Files.writeString(
        troubles.resolve("down.yaml"),
        """
        kind: Trouble
        metadata: {name: down}
        spec:
          scenarios: [scenarios/quiet.yaml]
          troubles: [{rheostatDown: {from: 2m, for: 2m}}]
        """);
  }

  @AfterEach
  void restoreHome() {
    System.setProperty("rheostat.home", before);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copied = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copied.getParent());
        Files.copy(file, copied);
      }
    }
  }

  private static Run run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
      int code = new CommandLine(new TroubleCommand()).execute(arguments);
      return new Run(
          code, printed.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static JsonNode rows(Run run) throws IOException {
    return new ObjectMapper().readTree(run.out).path("rows");
  }

  @Test
  void everyPolicyHasARowWithEveryFigure() throws IOException {
    Run run = run("--only", "down", "--policy", "rheostat,static-3,static-4", "--json");
    assertThat(rows(run).findValuesAsText("policy"))
        .as(run.errors)
        .containsExactly("rheostat", "static-3", "static-4");
    for (JsonNode row : rows(run)) {
      for (String key :
          List.of(
              "trouble",
              "wrongScaleDowns",
              "secondsBelowNeed",
              "secondsBelowNeedWithoutTrouble",
              "excessUsd",
              "secondsToRecover",
              "healthReported",
              "ok")) {
        assertThat(row.has(key)).as(key).isTrue();
      }
    }
  }

  @Test
  void rheostatKeepsAQuietServiceAtItsMinimumWhileItIsDown() throws IOException {
    Run run = run("--only", "down", "--policy", "rheostat", "--json");
    assertThat(run.code).as(run.out).isZero();
    assertThat(rows(run).get(0).path("secondsBelowNeed").asInt()).isZero();
  }

  @Test
  void aPlannerThatNeverHearsOfTheMinimumIsCaught() throws IOException {
    Run run = run("--only", "down", "--policy", "rheostat", "--bug", "minimum-wished", "--json");
    assertThat(run.code).isEqualTo(1);
    assertThat(rows(run).get(0).path("secondsBelowNeed").asInt()).isGreaterThan(300);
  }

  @Test
  void theCommittedReportIsComparedLetterByLetter() throws IOException {
    Path report = home.resolve("docs/benchmarks");
    String[] check = {"--only", "down", "--policy", "static-3", "--check"};
    assertThat(run(check).code).isEqualTo(2);
    run("--only", "down", "--policy", "static-3", "--out", report.toString());
    assertThat(run(check).out).contains("1 rows are as committed");
    Path json = report.resolve("trouble.json");
    Files.writeString(json, Files.readString(json).replace("\"resizes\":0", "\"resizes\":1"));
    Run drifted = run(check);
    assertThat(drifted.code).isEqualTo(1);
    assertThat(drifted.out).contains("static-3 under down on quiet", "1 rows drifted");
  }

  @Test
  void whatIsNotKnownIsRefusedWithWhatThereIs() {
    assertThat(run("--only", "up").errors).contains("There are down.");
    assertThat(run("--policy", "nobody").errors).contains("clairvoyant");
    assertThat(run("--policy", "static-1").errors).contains("bounds 3..40");
    assertThat(run("--bug", "none").errors).contains("MINIMUM_WISHED");
    assertThat(run("--only", "up").code).isEqualTo(2);
  }
}
