package io.rheostat.contest.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.report.JudgedSpan;
import io.rheostat.contest.report.PolicyRow;
import io.rheostat.contest.report.RowsJson;
import io.rheostat.contest.report.SettingsOrigin;
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

/// The command on a home of its own, with ramps of a few minutes.
@Isolated("reads and writes the standard streams and a system property")
class PoliciesCommandTest {
  private static final Path SHIPPED = Path.of("..").toAbsolutePath().normalize().resolve("config");

  @TempDir private Path home;
  private String before = "";

  private record Run(int code, String out, String errors) {}

  @BeforeEach
  void makeHome() throws IOException {
    before = System.getProperty("rheostat.home", "");
    System.setProperty("rheostat.home", home.toString());
    copy(SHIPPED.resolve("signals"), home.resolve("config/signals"));
    Path scenarios = home.resolve("config/scenarios");
    copy(SHIPPED.resolve("scenarios/chat-32b"), scenarios.resolve("chat-32b"));
    for (String name : List.of("llm-d-ramp", "llm-d-ramp-constant")) {
      String text = Files.readString(SHIPPED.resolve("scenarios/" + name + ".yaml"));
      Files.writeString(scenarios.resolve(name + ".yaml"), shorter(text));
    }
  }

  @AfterEach
  void restoreHome() {
    System.setProperty("rheostat.home", before);
  }

  @Test
  void aTinyMatrixGivesTheSameBytesWhateverTheThreads() throws IOException {
    Run first = run("--only", "llm-d-ramp-constant", "--out", path("one"), "--threads", "1");
    Run second = run("--only", "llm-d-ramp-constant", "--out", path("two"), "--threads", "2");

    assertThat(first.code).as(first.errors).isZero();
    assertThat(second.code).as(second.errors).isZero();
    assertThat(first.errors).contains("runs in");
    List<Path> files = files(home.resolve("one"));
    assertThat(files).hasSize(2 + 6);
    for (Path file : files) {
      assertThat(home.resolve("two").resolve(file.getFileName())).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void everyPolicyOfEveryKindHasItsRowsOnOneTypeAndOnTwo() throws IOException {
    run("--only", "llm-d-ramp-constant", "--out", path("one"));

    List<PolicyRow> rows = RowsJson.read(Files.readString(home.resolve("one/policies.json")));

    for (String devices : List.of("h100-sxm", "h100-sxm+l40s")) {
      List<PolicyRow> table =
          rows.stream()
              .filter(row -> row.span() == JudgedSpan.WHOLE)
              .filter(row -> row.conditions().devices().equals(devices))
              .filter(row -> row.conditions().startupSeconds() == 100)
              .toList();
      assertThat(table).extracting(PolicyRow::kind).contains(SettingsOrigin.values());
      long honest = table.stream().filter(row -> row.kind() == SettingsOrigin.HALF_TUNED).count();
      // Two of the fourteen choose between types; each of the others runs on either.
      assertThat(honest).isEqualTo(devices.contains("+") ? 2 + 2 * 12 : 14);
      assertThat(table)
          .allSatisfy(row -> assertThat(row.boundUsd()).isLessThan(row.result().costUsd()));
    }
    assertThat(rows)
        .filteredOn(row -> row.span() == JudgedSpan.SECOND_HALF)
        .extracting(PolicyRow::kind)
        .containsOnly(SettingsOrigin.RHEOSTAT, SettingsOrigin.HALF_TUNED);
    String page = Files.readString(home.resolve("one/policies.md"));
    assertThat(page)
        .contains("## Numbers", "## Against families tuned on the first half")
        .contains("llm-d-ramp-constant, start-up 37 s, h100-sxm: ≥ 99.5 % at ≤ 4.7 replicas");
  }

  @Test
  void theSubsetIsCheckedAgainstTheCommittedRowsAndDriftFailsIt() throws IOException {
    Path committed = home.resolve("docs/benchmarks/policies.json");
    Run first = run("--subset", "--out", path("docs/benchmarks"));
    Run same = run("--subset", "--check");
    String text = Files.readString(committed);
    Files.writeString(committed, text.replaceFirst("\"good\":(\\d+)", "\"good\":7$1"));
    Run drifted = run("--subset", "--check");

    assertThat(first.code).as(first.errors).isZero();
    assertThat(first.errors).contains("skipped for want of --data: azure-conv, azure-code");
    assertThat(same.code).as(same.out).isZero();
    assertThat(same.out).contains("rows are as committed");
    assertThat(drifted.code).isEqualTo(1);
    assertThat(drifted.out).contains("rheostat (Rheostat), llm-d-ramp", "good 7", "1 rows drifted");
  }

  @Test
  void refusalsSayWhatWhereAndWhatToDo() {
    assertThat(refusal("--data", path("none"))).contains("none is no folder. Give the one");
    assertThat(refusal("--threads", "0")).contains("--threads 0 is below 1");
    assertThat(refusal("--subset", "--check"))
        .contains("--check: there is no", "policies.json. Run bench policies and commit");
    assertThat(refusal("--only", "azure")).contains("--only: there is no such trace");
  }

  @Test
  void aTraceThatIsNotThereIsNamedWithItsKey() throws IOException {
    Files.copy(
        SHIPPED.resolve("scenarios/azure-conv.yaml"),
        home.resolve("config/scenarios/azure-conv.yaml"));

    assertThat(refusal("--only", "azure-conv", "--data", home.toString()))
        .contains("scenario azure-conv: spec.trace.azure.file: there is no file");
  }

  private String refusal(String... arguments) {
    Run run = run(arguments);
    assertThat(run.code).isEqualTo(2);
    assertThat(run.errors).doesNotContain("\tat ");
    return run.errors;
  }

  private String path(String name) {
    return home.resolve(name).toString();
  }

  /// A tenth of each phase.
  private static String shorter(String text) {
    return text.replaceAll("duration: (\\d+)0s", "duration: $1s");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.sorted().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walked = Files.walk(from)) {
      for (Path path : walked.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  private static Run run(String... arguments) {
    PrintStream out = System.out;
    PrintStream errors = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    try {
      int code = new CommandLine(new PoliciesCommand()).execute(arguments);
      return new Run(
          code,
          printed.toString(StandardCharsets.UTF_8),
          complained.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(errors);
    }
  }
}
