package io.rheostat.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.app.Rheostat;
import io.rheostat.app.testing.Cli;
import io.rheostat.app.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real program, killed in the middle of a demo and resumed.
@Tag("broker")
class CrashTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  private Program demo(String run, String duration) throws IOException {
    return Program.start(
        folder.resolve(run + ".txt"),
        Rheostat.class,
        "demo",
        "--data",
        folder.resolve("data").toString(),
        "--record",
        folder.resolve("recording").toString(),
        "--report",
        folder.resolve(run + ".json").toString(),
        "--speed",
        "60",
        "--duration",
        duration);
  }

  /// A line of progress comes every five seconds.
  private static boolean hasRunTenSeconds(Program program) throws IOException {
    assertThat(program.isRunning()).as(program.output()).isTrue();
    return program.output().lines().filter(line -> line.contains(" s simulated at ")).count() >= 2;
  }

  @Test
  void aKilledDemoGoesOnWhereItWasAndReplaysIdentically() throws Exception {
    try (Program first = demo("first", "10m")) {
      await().atMost(PATIENCE).until(() -> hasRunTenSeconds(first));
      first.kill();
    }
    try (Program second = demo("second", "20s")) {
      await().atMost(PATIENCE).until(() -> hasRunTenSeconds(second));
      // While it runs, across the crash, from its own logs.
      Cli live = Cli.run("replay", "--data", folder.resolve("data").toString(), "--json");
      JsonNode told = JSON.readTree(live.out());
      assertThat(told.path("identical").asBoolean()).as(live.out() + live.errors()).isTrue();
      assertThat(told.path("decisions").asLong()).isPositive();
      assertThat(live.code()).isZero();
      int code = second.await(PATIENCE);
      assertThat(code).as(second.output()).isZero();
    }
    JsonNode report = JSON.readTree(Files.readString(folder.resolve("second.json")));
    assertThat(report.path("commandsAppliedTwice").asInt(-1)).isZero();
    assertThat(report.path("commandsApplied").asLong()).isPositive();
    // The demo declares four workloads; each has one command under way at most when time is up.
    assertThat(report.path("commandsUnderWay").asInt(-1)).isBetween(0, 4);
    assertThat(report.path("requests").asLong()).isPositive();

    Cli replay = Cli.run("replay", "--log", folder.resolve("recording").toString(), "--json");

    JsonNode replayed = JSON.readTree(replay.out());
    assertThat(replayed.path("identical").asBoolean()).as(replay.out()).isTrue();
    assertThat(replayed.path("commands")).isEqualTo(report.path("commandsIssued"));
    assertThat(replayed.path("decisions")).isEqualTo(report.path("decisions"));
    assertThat(replay.code()).isZero();
  }
}
