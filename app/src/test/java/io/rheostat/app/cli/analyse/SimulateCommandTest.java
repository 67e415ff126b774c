package io.rheostat.app.cli.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.app.testing.Cli;
import io.rheostat.config.testing.ScenarioFolder;
import io.rheostat.contest.scenario.PolicyNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  @TempDir private Path temporary;
  private ScenarioFolder folder = new ScenarioFolder(Path.of("."));
  private String ramp = "";

  @BeforeEach
  void writeScenario() {
    folder = ScenarioFolder.in(temporary);
    ramp = folder.write("short-ramp.yaml", ScenarioFolder.shortRamp()).toString();
  }

  @Test
  void jsonHasOneObjectForEachPolicyInTheOrderAsked() throws IOException {
    JsonNode rows = json("--scenario", ramp, "--policy", "static-3,rheostat,static", "--seed", "4");

    assertThat(rows.findValuesAsText("policy")).containsExactly("static-3", "rheostat", "static");
    for (JsonNode row : rows) {
      assertThat(List.copyOf(row.properties()))
          .extracting(entry -> entry.getKey())
          .containsExactly(
              "policy",
              "trace",
              "seed",
              "requests",
              "sloAttainment",
              "averageReplicas",
              "gpuHours",
              "costUsd",
              "valueUsd",
              "resizes",
              "costLowerBoundUsd",
              "costOverLowerBound");
      assertThat(row.path("trace").asText()).isEqualTo("short-ramp");
      assertThat(row.path("seed").asLong()).isEqualTo(4);
    }
  }

  @Test
  void whatIsHeldCostsWhatItsPriceSays() throws IOException {
    JsonNode row = json("--scenario", ramp, "--policy", "static-2").get(0);

    // 2 replicas of 2 devices over the 270 s that are judged, 2.95 USD a device and hour.
    assertThat(row.path("averageReplicas").asDouble()).isCloseTo(2, within(1e-9));
    assertThat(row.path("gpuHours").asDouble()).isCloseTo(0.3, within(1e-9));
    assertThat(row.path("costUsd").asDouble()).isCloseTo(0.885, within(1e-9));
    assertThat(row.path("resizes").asInt()).isZero();
    // 120 requests at 1/s and 1,350 at 9/s; those of the last seconds have no verdict yet.
    assertThat(row.path("requests").asDouble()).isBetween(1300.0, 1620.0);
    double good = row.path("requests").asDouble() * row.path("sloAttainment").asDouble();
    assertThat(row.path("valueUsd").asDouble()).isCloseTo(good * 0.004, within(1e-6));
  }

  @Test
  void everyNamedPolicyRunsAndNoneIsCheaperThanItsBound() throws IOException {
    List<String> names = PolicyNames.names();

    JsonNode rows = json("--scenario", ramp, "--policy", String.join(",", names));

    assertThat(rows.findValuesAsText("policy")).containsExactlyElementsOf(names);
    for (JsonNode row : rows) {
      assertThat(row.path("costOverLowerBound").asDouble())
          .as(row.path("policy").asText())
          .isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void aScenariosOwnValueIsWhatRequestsEarn() throws IOException {
    String text =
        ScenarioFolder.shortRamp()
            .replace("  unscored:", "  value: {perThousandGoodRequests: 8.00 USD}\n  unscored:");
    String dear = folder.write("dear.yaml", text).toString();

    double usd = json("--scenario", dear, "--policy", "static").get(0).path("valueUsd").asDouble();

    double before =
        json("--scenario", ramp, "--policy", "static").get(0).path("valueUsd").asDouble();
    assertThat(usd).isCloseTo(2 * before, within(1e-9));
  }

  @Test
  void sameSeedPrintsTheSameBytesAndAnotherSeedOthers() {
    String first = simulate("--scenario", ramp, "--seed", "1", "--json").out();

    assertThat(simulate("--scenario", ramp, "--seed", "1", "--json").out()).isEqualTo(first);
    assertThat(simulate("--scenario", ramp, "--seed", "2", "--json").out()).isNotEqualTo(first);
  }

  @Test
  void theTableHasALineForEachScenarioAndPolicyAndProgressGoesElsewhere() {
    Path other =
        folder.write(
            "other.yaml", ScenarioFolder.shortRamp().replace("name: short", "name: other"));

    Cli run =
        simulate(
            "--scenario", ramp + "," + other, "--policy", "static-1,static-2", "--startup", "90s");

    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .hasSize(5)
        .anyMatch(line -> line.startsWith("POLICY    TRACE") && line.contains("NET $"))
        .anyMatch(line -> line.startsWith("static-2  other-ramp"));
    assertThat(run.out().lines().map(String::length).distinct()).hasSize(1);
    assertThat(run.errors()).contains("reading other-ramp", "4 of 4: ");
  }

  @Test
  void startUpAndPlacementsOfTheCommandLineAreUsed() throws IOException {
    double quick =
        json("--scenario", ramp, "--policy", "static", "--startup", "1s")
            .get(0)
            .path("sloAttainment")
            .asDouble();
    double never =
        json("--scenario", ramp, "--policy", "static", "--startup", "20m")
            .get(0)
            .path("sloAttainment")
            .asDouble();
    JsonNode l40s = json("--scenario", ramp, "--policy", "static-2", "--placement", "l40s-tp4");

    assertThat(quick).isGreaterThan(never);
    assertThat(l40s.get(0).path("costUsd").asDouble()).isGreaterThan(1.0);
  }

  @Test
  void aTraceReplacesTheScenarios() throws IOException {
    StringBuilder lines = new StringBuilder("time,inputTokens,outputTokens\n");
    for (int second = 0; second < 200; second++) {
      lines.append(second).append(",100,10\n");
    }
    Path trace = folder.write("mine.csv", lines.toString());

    JsonNode row =
        json("--scenario", ramp, "--policy", "static-1", "--trace", trace.toString()).get(0);

    assertThat(row.path("trace").asText()).isEqualTo("mine.csv");
    assertThat(row.path("requests").asInt()).isBetween(168, 170);
  }

  @Test
  void aTraceWithZonesIsTheSameAsOneWithout() {
    StringBuilder zoned = new StringBuilder("TIMESTAMP,ContextTokens,GeneratedTokens\n");
    for (int second = 0; second < 200; second++) {
      String fraction = second % 3 == 0 ? "" : ".%06d".formatted(second);
      zoned.append(
          "2024-05-12 00:%02d:%02d%s+00:00,100,10%n".formatted(second / 60, second % 60, fraction));
    }
    String plain = zoned.toString().replace("+00:00", "");

    Cli with = traced(zoned.toString());

    assertThat(with.code()).as(with.errors()).isZero();
    assertThat(with.out()).isEqualTo(traced(plain).out());
  }

  @Test
  void aTraceOfWhichNothingIsRunIsRefused() {
    String header = "time,inputTokens,outputTokens\n";
    assertThat(traced(header).errors()).contains("mine.csv holds no request");
    assertThat(traced(header + "7,100,10\n".repeat(40)).errors())
        .contains("mine.csv, line 2: all of the 40 requests are at one instant, 7");
    // All that comes is over before anything is judged.
    Cli none = traced(header + "0,100,10\n1,100,10\n45.95,100,10\n");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.out()).isEmpty();
  }

  @Test
  void aRateFarBeyondWhatCanBePlacedIsToldWithItsLine() {
    StringBuilder lines = new StringBuilder("time,inputTokens,outputTokens\n0,100,10\n");
    for (int request = 0; request < 6000; request++) {
      lines.append(60 + request / 100.0).append(",2000,10\n");
    }
    lines.append("200,100,10\n");

    assertThat(traced(lines.toString()).errors())
        .contains("mine.csv, line 3", "100.0 requests/s need about", "may place 4");
  }

  private Cli traced(String lines) {
    String trace = folder.write("mine.csv", lines).toString();
    return simulate("--scenario", ramp, "--policy", "static-1", "--trace", trace, "--json");
  }

  @Test
  void aScenariosFileIsFoundInTheFolderOfTraces() throws IOException {
    folder.write("mine.csv", "time,inputTokens,outputTokens\n0,100,10\n60,100,10\n120,100,10\n");
    String file =
        folder.write("own.yaml", ScenarioFolder.withTrace("{csv: {file: mine.csv}}")).toString();

    JsonNode row =
        json("--scenario", file, "--policy", "static-1", "--data", temporary.toString()).get(0);

    assertThat(row.path("requests").asInt()).isBetween(2, 3);
  }

  @Test
  void refusalsSayWhatWhereAndWhatToDo() {
    assertThat(refusal("--scenario", ramp, "--policy", "rheostat,best"))
        .contains(
            "--policy: \"best\" is no policy",
            "rheostat, clairvoyant, static, ",
            "llmd-slo-keda",
            "static-N");
    assertThat(refusal("--scenario", ramp, "--policy", "static-5"))
        .contains("static-5 lies outside the service's bounds 1..4");
    assertThat(refusal("--scenario", temporary.resolve("none.yaml").toString()))
        .contains("none.yaml", "is no file", "Write the path of a scenario");
    assertThat(refusal("--scenario", ramp, "--trace", "none.csv")).contains("--trace none.csv");
    assertThat(refusal("--scenario", ramp, "--data", ramp)).contains("is no folder");
    assertThat(refusal("--scenario", ramp, "--placement", "h200"))
        .contains("chat-32b has no placement h200. It has h100-sxm-tp2, l40s-tp4");

    String own =
        folder.write("own.yaml", ScenarioFolder.withTrace("{csv: {file: no.csv}}")).toString();
    assertThat(refusal("--scenario", own, "--data", temporary.toString()))
        .contains("scenario short-ramp: spec.trace.csv.file: there is no file", "--data");
    String bad = folder.write("bad.csv", "time,inputTokens,outputTokens\n1,x,2\n").toString();
    assertThat(refusal("--scenario", own, "--trace", bad)).contains("bad.csv, line 2", "Correct");
    String wrong =
        folder.write("wrong.yaml", ScenarioFolder.shortRamp().replace("unsc", "unss")).toString();
    assertThat(refusal("--scenario", wrong))
        .contains("wrong.yaml:11: spec.unssored: unknown key. Did you mean unscored?");
    String late = ScenarioFolder.shortRamp().replace("unscored: 30s", "unscored: 1h");
    assertThat(refusal("--scenario", folder.write("late.yaml", late).toString()))
        .contains("scenario short-ramp: spec.unscored is PT1H", "Lower it.");
  }

  private static String refusal(String... options) {
    Cli run = simulate(options);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.errors()).doesNotContain("\tat ");
    return run.errors();
  }

  private static JsonNode json(String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of(options));
    words.add("--json");
    Cli run = simulate(words.toArray(String[]::new));
    assertThat(run.code()).as(run.errors()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static Cli simulate(String... options) {
    List<String> words = new ArrayList<>(List.of("simulate"));
    words.addAll(List.of(options));
    return Cli.run(words.toArray(String[]::new));
  }
}
