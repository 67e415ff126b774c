package io.rheostat.app.cli.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.app.testing.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Schedulers side by side on two jobs that are submitted at once, for a cluster of one device.
final class SimulateJobsTest {
  @TempDir private Path folder;
  private String jobs = "";
  private String profiles = "";

  @BeforeEach
  void write() throws IOException {
    Path tiny = Files.createDirectories(folder.resolve("profiles").resolve("tiny"));
    Files.writeString(
        tiny.resolve("placements.csv"),
        "placement,local_bsz,step_time,sync_time\n1,32,0.5,0\n2,32,0.5,0.1\n");
    Files.writeString(
        tiny.resolve("scalability.csv"),
        "num_nodes,num_replicas,local_bsz,step_time,sync_time\n6,24,32,0.9,0.6\n");
    Files.writeString(
        tiny.resolve("validation-32.csv"),
        "progress,iteration,metric,grad_sqr,grad_var\n200,200,0.5,1,1\n");
    profiles = folder.resolve("profiles").toString();
    jobs =
        Files.writeString(
                folder.resolve("two.csv"),
                "name,time,application,num_replicas,batch_size\na,0,tiny,1,32\nb,0,tiny,1,32\n")
            .toString();
  }

  private Cli simulate(String... more) {
    List<String> all = new ArrayList<>(List.of("simulate", "--jobs", jobs));
    all.addAll(List.of(more));
    return Cli.run(all.toArray(String[]::new));
  }

  private JsonNode fifo(String restart) throws IOException {
    Cli cli =
        simulate(
            "--profiles",
            profiles,
            "--policy",
            "fifo,rheostat",
            "--cluster",
            "1x1:t4",
            "--knowledge",
            "true",
            "--restart",
            restart,
            "--json");
    assertThat(cli.code()).as(cli.errors()).isZero();
    JsonNode rows = new ObjectMapper().readTree(cli.out());
    assertThat(rows.findValuesAsText("policy")).containsExactly("fifo", "rheostat");
    return rows.get(0);
  }

  /// Each job takes 200 iterations of 0.5 s. First in, first out decides each minute, so that the
  /// first runs from 60 s to 160 s and the second from 180 s to 280 s.
  @Test
  void jobsTakeTheTimeOfTheirProfilesAfterADecision() throws IOException {
    JsonNode row = fifo("0s");

    assertThat(row.path("workload").asText()).isEqualTo("two.csv");
    assertThat(row.path("world").asText()).isEqualTo("1x1:t4");
    assertThat(row.path("knowledge").asText()).isEqualTo("true");
    assertThat(row.path("meanJctSeconds").asDouble()).isCloseTo(220, within(1e-6));
    assertThat(row.path("makespanSeconds").asDouble()).isCloseTo(280, within(1e-6));
    assertThat(row.path("restartsPerJob").asDouble()).isZero();
    assertThat(row.path("deviceHours").asDouble()).isCloseTo(200 / 3600.0, within(1e-9));
  }

  /// The first job runs from 60 s to 190 s, the second from 240 s to 370 s.
  @Test
  void eachStartTakesTheRestartDelay() throws IOException {
    JsonNode row = fifo("30s");

    assertThat(row.path("meanJctSeconds").asDouble()).isCloseTo(280, within(1e-6));
    assertThat(row.path("makespanSeconds").asDouble()).isCloseTo(370, within(1e-6));
  }

  /// Rheostat decides within ten seconds of an event: from 10 s to 110 s, and then to 210 s.
  @Test
  void theTableHasALineForEachPolicyInTheOrderAsked() {
    Cli cli =
        simulate(
            "--profiles",
            profiles,
            "--policy",
            "rheostat,fifo",
            "--cluster",
            "1x1:t4",
            "--knowledge",
            "TRUE",
            "--restart",
            "0s");

    assertThat(cli.code()).as(cli.errors()).isZero();
    List<String> lines = cli.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("POLICY           KNOWS    MEAN JCT");
    assertThat(lines.get(1))
        .matches("rheostat +true +160 s +160 s +209 s +210 s +0\\.00 +0\\.1 +0\\.05 +[0-9.]+");
    assertThat(lines.get(2)).matches("fifo +true +220 s +220 s +279 s +280 s .*");
  }

  @Test
  void devicesWithoutAKnownPriceHaveNoCostAndAreScheduledLikeOthers() throws IOException {
    String[] options = {
      "--profiles", profiles, "--policy", "rheostat", "--cluster", "1x1:h100", "--restart", "0s"
    };
    Cli table = simulate(options);
    assertThat(table.code()).as(table.errors()).isZero();
    assertThat(table.out().lines().toList().get(1)).matches("rheostat +own .* +- +[0-9.]+");

    Cli json =
        simulate(Stream.concat(Stream.of(options), Stream.of("--json")).toArray(String[]::new));
    JsonNode row = new ObjectMapper().readTree(json.out()).get(0);
    assertThat(row.path("costUsd").isNull()).isTrue();
    assertThat(row.path("makespanSeconds").asDouble()).isPositive();
  }

  @Test
  void jobsThatNeverComeToAnEndAreSaid() throws IOException {
    Files.writeString(
        folder.resolve("profiles").resolve("tiny").resolve("validation-64.csv"),
        "progress,iteration,metric,grad_sqr,grad_var\n200,200,0.5,1,1\n");
    jobs =
        Files.writeString(
                folder.resolve("wide.csv"),
                "name,time,application,num_replicas,batch_size\na,0,tiny,2,64\n")
            .toString();

    assertRefused(
        simulate("--profiles", profiles, "--policy", "static", "--cluster", "1x1:t4"),
        "static on 1x1:t4: 1 job is not complete after 30 simulated days. Give the cluster devices"
            + " for all jobs, or another policy.");
  }

  @Test
  void profilesAreNeeded() {
    assertRefused(
        simulate("--policy", "fifo"),
        "--profiles is missing. Give the folder of the jobs' profiles.");
  }

  @Test
  void aFolderOfProfilesThatIsNoneIsRefused() {
    assertRefused(
        simulate("--profiles", "nowhere"),
        "nowhere is no folder. Name one with a folder for each application.");
  }

  @Test
  void aFileOfJobsThatIsMissingIsRefused() {
    jobs = "nowhere.csv";

    assertRefused(simulate("--profiles", profiles), "nowhere.csv is missing.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--policy | fifo,hpa | --policy hpa is none. Training jobs are scheduled by: rheostat,"
            + " rheostat-minute, pollux, sia, optimus, tiresias, gavel, gavel-max-sum, fifo,"
            + " static.",
        "--cluster | 4:t4 | cluster 4:t4: \"4:t4\" is no group of nodes. Write nodes x devices and"
            + " a type of its own, such as 16x4:t4.",
        "--cluster | 1x1:t4,2x1:t4 | cluster 1x1:t4,2x1:t4: \"2x1:t4\" is no group of nodes. Write"
            + " nodes x devices and a type of its own, such as 16x4:t4.",
        "--restart | soon | --restart soon is neither a time, such as 30s, nor model.",
        "--restart | 30 | --restart 30 is neither a time, such as 30s, nor model."
      })
  void whatIsNoneIsNamedWithWhatItMayBe(String option, String value, String words) {
    assertRefused(simulate("--profiles", profiles, option, value), words);
  }

  @Test
  void aPolicyOfOneDeviceTypeRefusesAClusterOfTwo() {
    assertRefused(
        simulate("--profiles", profiles, "--policy", "fifo", "--cluster", "1x1:t4,1x1:fast"),
        "fifo schedules one device type; the cluster has [t4, fast].");
  }

  @Test
  void aRowThatIsWrongIsNamedWithItsLine() throws IOException {
    String header = "name,time,application,num_replicas,batch_size\n";
    jobs = Files.writeString(folder.resolve("bad.csv"), header + "a,0,gpt,1,32\n").toString();

    assertRefused(
        simulate("--profiles", profiles),
        jobs + " line 2: application is \"gpt\". It must be one of [tiny].");
  }

  @Test
  void withoutJobsAScenarioIsNeeded() {
    assertRefused(
        Cli.run("simulate", "--policy", "rheostat"),
        "--scenario is missing. Give a scenario file, or --jobs.");
  }

  private static void assertRefused(Cli cli, String words) {
    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.errors().strip()).isEqualTo("rheostat: " + words);
  }
}
