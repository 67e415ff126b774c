package io.rheostat.contest.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.training.report.TrainingRow;
import io.rheostat.contest.training.report.TrainingRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

/// The command on a home of its own, with two jobs of a few minutes as each workload.
@Isolated("reads and writes the standard streams and a system property")
final class TrainingCommandTest {
  private static final String TIMES = "local_bsz,step_time,sync_time\n";
  private static final String EPOCHS = "progress,iteration,metric,grad_sqr,grad_var\n";

  @TempDir private Path home;
  private String before = "";

  private record Run(int code, String out, String errors) {}

  @BeforeEach
  void makeHome() throws IOException {
    before = System.getProperty("rheostat.home", "");
    System.setProperty("rheostat.home", home.toString());
    Path pollux = home.resolve("data/training/pollux");
    Path app = Files.createDirectories(pollux.resolve("profiles/app"));
    Files.writeString(
        app.resolve("placements.csv"),
        "placement," + TIMES + "1,8,1,0.01\n1,16,1.8,0.01\n4,8,1.2,0.2\n4,16,2,0.2\n");
    Files.writeString(
        app.resolve("scalability.csv"), "num_nodes,num_replicas," + TIMES + "8,32,8,1.6,0.6\n");
    Files.writeString(app.resolve("validation-16.csv"), EPOCHS + "20,20,0.5,1,1\n");
    Files.writeString(app.resolve("validation-512.csv"), EPOCHS + "20,5,0.5,1,1\n");
    Path workloads = Files.createDirectories(pollux.resolve("workloads"));
    for (int w = 1; w <= 5; w++) {
      Files.writeString(
          workloads.resolve("workload-" + w + ".csv"),
          "name,time,application,num_replicas,batch_size\na,0,app,2,32\nb,50,app,1,16\n");
    }
    Files.writeString(
        pollux.resolve("published-avg-jct.csv"),
        """
        experiment,workload,jobs,avg_jct_s
        results-jobload/pollux-1.0,workload-3,2,123
        """);
  }

  @AfterEach
  void restoreHome() {
    System.setProperty("rheostat.home", before);
  }

  @Test
  void theSubsetPrintsARowForEachRunWhateverTheThreads() throws IOException {
    Run one = run("--data", data(), "--subset", "--json", "--threads", "1");
    Run two = run("--data", data(), "--subset", "--json", "--threads", "2");

    assertThat(one.code).as(one.errors).isZero();
    assertThat(one.errors.lines()).hasSize(15);
    assertThat(two.out).isEqualTo(one.out);
    TrainingRows rows = TrainingRows.read(one.out);
    assertThat(rows.rows()).hasSize(15);
    // Jobs wait up to a minute, start in half a minute and have 20 steps of a second or two.
    assertThat(rows.rows())
        .extracting(row -> row.figures().meanJct())
        .allSatisfy(mean -> assertThat(mean).isBetween(45.0, 200.0));
    assertThat(one.out).contains("\"publishedMeanJctSeconds\" : 123.0");
    assertThat(home.resolve("docs")).doesNotExist();
  }

  @Test
  void committedRowsAreCheckedAndDriftFails() throws IOException {
    Run first = run("--data", data(), "--subset", "--json");
    Path committed = home.resolve("docs/benchmarks/training.json");
    Files.createDirectories(home.resolve("docs/benchmarks"));
    Files.writeString(committed, first.out);
    Run same = run("--data", data(), "--subset", "--check");
    TrainingRow row = TrainingRows.read(first.out).rows().getFirst();
    Files.writeString(
        committed, first.out.replaceFirst("\"deviceHours\" : [0-9.E-]+", "\"deviceHours\" : 77.0"));
    Run drifted = run("--data", data(), "--subset", "--check");

    assertThat(same.code).as(same.out).isZero();
    assertThat(same.out).endsWith("15 rows are as committed.\n");
    assertThat(drifted.code).isEqualTo(1);
    assertThat(drifted.out).contains(row.run() + ": ", "deviceHours=77.0", "1 rows drifted.");
  }

  @Test
  void refusalsSayWhatWhereAndWhatToDo() throws IOException {
    assertThat(refusal("--data", home.resolve("none").toString()))
        .contains("none/training/pollux is no folder. Give the one with training/pollux");
    assertThat(refusal("--data", data(), "--threads", "0"))
        .contains("--threads 0 is below 1. Give 1 or more.");
    assertThat(refusal("--data", data(), "--subset", "--check"))
        .contains("--check: there is no", "training.json. Run bench training and commit");
    assertThat(refusal("--subset")).contains("--data");

    Path file = home.resolve("data/training/pollux/workloads/workload-4.csv");
    Files.writeString(file, Files.readString(file) + "c,x,app,1,16\n");
    assertThat(refusal("--data", data(), "--subset"))
        .contains(file + " line 4: time is \"x\". It must be a number.");
  }

  private String data() {
    return home.resolve("data").toString();
  }

  private static String refusal(String... arguments) {
    Run run = run(arguments);
    assertThat(run.code).isEqualTo(2);
    assertThat(run.errors).doesNotContain("\tat ");
    return run.errors;
  }

  private static Run run(String... arguments) {
    PrintStream out = System.out;
    PrintStream errors = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    try {
      int code = new CommandLine(new TrainingCommand()).execute(arguments);
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
