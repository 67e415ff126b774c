package io.rheostat.config.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rheostat.config.scenario.ScenarioFile;
import io.rheostat.config.scenario.TraceSource;
import io.rheostat.config.testing.Shipped;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.config.yaml.Problem;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioLoaderTest {
  private static final String TRACE =
      """
        trace: {csv: {file: mine.csv}}
      """;
  private static final String ENGINES =
      """
        engines: {h100: {base: 12ms, perPrefillToken: 62us, kvTokens: 313000}}
      """;

  @TempDir Path directory;

  @Test
  void everythingIsReadAsWritten() throws ConfigException {
    ScenarioFile scenario =
        load(
            """
              placements: [h100]
              bounds: {minReplicas: 3, maxReplicas: 8}
              startup: 37s
              initial: {h100: 4}
              engines:
                h100:
                  base: 12ms
                  perSequence: 20us
                  perKvToken: 0.045us
                  perPrefillToken: 62us
                  kvTokens: 313000
                  maxSequences: 128
                  chunkTokens: 1024
              value: {perThousandGoodRequests: 8.00 USD}
              unscored: 600s
              length: 40m
              seed: 7
              trace:
                ramp:
                  arrivals: constant
                  lengths:
                    input: {normal: {mean: 4000, deviation: 300}}
                    output: {lognormal: {mean: 1000, cv: 0.5}}
                  phases: [{rate: 2/s, duration: 330s}, {rate: 4/s, duration: 6m}]
            """);

    Workload workload = Objects.requireNonNull(scenario.fleet().workloads().get("chat"));
    assertThat(scenario.name()).isEqualTo("mine");
    assertThat(scenario.workload()).isEqualTo("chat");
    assertThat(scenario.placements()).containsExactly("h100");
    assertThat(workload.bounds().minReplicas()).isEqualTo(3);
    assertThat(workload.bounds().maxReplicas()).isEqualTo(8);
    assertThat(workload.placements())
        .extracting(Placement::startup)
        .containsExactly(Duration.ofSeconds(37));
    assertThat(usdPerGoodRequest(workload)).isEqualTo(0.008);
    assertThat(scenario.initial()).contains(Allocation.of("h100", 4));
    assertThat(scenario.engines())
        .containsEntry(
            "h100", new EngineProfile(0.012, 0.00002, 4.5e-8, 62e-6, 313_000, 128, 1024));
    assertThat(scenario.unscored()).isEqualTo(Duration.ofMinutes(10));
    assertThat(scenario.length()).contains(Duration.ofMinutes(40));
    assertThat(scenario.seed()).hasValue(7);
    assertThat(scenario.trace())
        .isEqualTo(
            new TraceSource.Ramp(
                TraceSource.Arrivals.CONSTANT,
                new TraceSource.Lengths.Normal(4000, 300),
                new TraceSource.Lengths.LogNormal(1000, 0.5),
                List.of(
                    new TraceSource.Phase(2, Duration.ofSeconds(330)),
                    new TraceSource.Phase(4, Duration.ofMinutes(6)))));
  }

  @Test
  void whatIsLeftOutIsTheServicesOwn() throws ConfigException {
    ScenarioFile scenario = load(ENGINES + TRACE);

    Workload workload = Objects.requireNonNull(scenario.fleet().workloads().get("chat"));
    assertThat(scenario.placements()).containsExactly("h100");
    assertThat(workload.bounds().maxReplicas()).isEqualTo(4);
    assertThat(usdPerGoodRequest(workload)).isEqualTo(0.004);
    assertThat(workload.placements().getFirst().startup()).isEqualTo(Duration.ofSeconds(100));
    assertThat(scenario.initial()).isEmpty();
    assertThat(scenario.length()).isEmpty();
    assertThat(scenario.seed()).isEmpty();
    assertThat(scenario.unscored()).isEqualTo(Duration.ZERO);
    assertThat(scenario.trace())
        .isEqualTo(
            new TraceSource.Recorded(
                TraceSource.Form.CSV, "mine.csv", OptionalDouble.empty(), Duration.ZERO));
  }

  @Test
  void tracesOfEveryKindAreRead() throws ConfigException {
    assertThat(
            load(ENGINES + "  trace: {azure: {file: a.csv, scaleToReplicas: 12, jitter: 15s}}\n")
                .trace())
        .isEqualTo(
            new TraceSource.Recorded(
                TraceSource.Form.AZURE, "a.csv", OptionalDouble.of(12), Duration.ofSeconds(15)));
    assertThat(load(ENGINES + "  trace: {mooncake: {file: m.jsonl}}\n").trace())
        .isEqualTo(
            new TraceSource.Recorded(
                TraceSource.Form.MOONCAKE, "m.jsonl", OptionalDouble.empty(), Duration.ZERO));
    assertThat(
            load(ENGINES
                    + "  trace: {servegen: {rates: r.gz, lengths: l.gz, window: {from: 29h},"
                    + " peakRate: 30/s}}\n")
                .trace())
        .isEqualTo(
            new TraceSource.ServeGen(
                "r.gz", "l.gz", Duration.ofHours(29), Duration.ofHours(6), 30));
  }

  @Test
  void theServicesMustBeThere() {
    assertThat(problems("mine.yaml", scenario(ENGINES + TRACE).replace("fleet: fl", "fleet: else")))
        .singleElement()
        .asString()
        .contains("mine.yaml:4: spec.fleet: there is no folder", "folder beside this file");
    assertThat(problems("mine.yaml", scenario(ENGINES + TRACE).replace("load: chat", "load: chad")))
        .containsExactly(
            "mine.yaml:5: spec.workload: 'chad' is no inference service of the fleet. Did you mean"
                + " chat?");
  }

  @Test
  void placementsBoundsAndSpeedsMustFitTheService() {
    String lines =
        """
          placements: [h200, h100, h100]
          bounds: {minReplicas: 5, maxReplicas: 4}
          initial: {h100: 9}
        """;
    assertThat(problems("mine.yaml", scenario(lines + TRACE)))
        .containsExactly(
            "mine.yaml:3: spec.engines: placement h100 has no true speed. Write it here under h100,"
                + " or declare the placement's profile.",
            "mine.yaml:6: spec.placements[0]: 'h200' is no placement here. Did you mean h100?",
            "mine.yaml:6: spec.placements[2]: 'h100' is named twice. Keep one.",
            "mine.yaml:7: spec.bounds: minReplicas is 5, above maxReplicas 4. Correct it.",
            "mine.yaml:8: spec.initial: 9 replicas lie outside the bounds 1..4. Change them or"
                + " spec.bounds.");
  }

  @Test
  void aValueIsDollarsOfAThousandGoodRequests() {
    String negative = "  value: {perThousandGoodRequests: -1 USD}\n";
    assertThat(problems("mine.yaml", scenario(ENGINES + negative + TRACE)))
        .singleElement()
        .asString()
        .contains("mine.yaml:7: spec.value.perThousandGoodRequests");
    assertThat(problems("mine.yaml", scenario(ENGINES + "  value: {}\n" + TRACE)))
        .singleElement()
        .asString()
        .contains("spec.value.perThousandGoodRequests: is missing");
  }

  @Test
  void oneTraceIsNeeded() {
    assertThat(problems("mine.yaml", scenario(ENGINES)))
        .singleElement()
        .asString()
        .contains("spec.trace: is missing");
    assertThat(
            problems(
                "mine.yaml", scenario(ENGINES + "  trace: {csv: {file: a}, azure: {file: b}}\n")))
        .containsExactly(
            "mine.yaml:7: spec.trace: exactly one key is needed here. Write one of ramp, azure,"
                + " mooncake, csv, servegen.");
    assertThat(problems("mine.yaml", scenario(ENGINES + "  trace: {azur: {file: b}}\n")))
        .contains("mine.yaml:7: spec.trace.azur: unknown key. Did you mean azure?");
  }

  @Test
  void aWindowIsWholeTenMinutes() {
    String trace =
        "  trace: {servegen: {rates: r, lengths: l, window: {from: 605s}, peakRate: 30/s}}\n";
    assertThat(problems("mine.yaml", scenario(ENGINES + trace)))
        .singleElement()
        .asString()
        .contains("mine.yaml:7: spec.trace: window.from is PT10M5S", "multiples of 10m");
  }

  @Test
  void aFileHoldsOneScenario() {
    assertThat(problems("mine.yaml", ""))
        .containsExactly("mine.yaml:1: holds 0 scenarios. Write one document of kind: Scenario.");
    assertThat(problems("mine.yaml", Folder.DEVICE))
        .containsExactly("mine.yaml:1: kind: a Device does not belong here. Here go: Scenario.");
    assertThat(
            catchThrowableOfType(
                ConfigException.class,
                () -> ScenarioLoader.load(directory.resolve("none.yaml"), signals())))
        .hasMessageContaining("none.yaml:1: is no file. Write the path of a scenario.");
  }

  @Test
  void allShippedScenariosLoadAndLeaveTheirServicesSpeedToBeLearned()
      throws ConfigException, IOException {
    List<Path> shipped;
    try (var files = Files.list(Shipped.config("scenarios"))) {
      shipped = files.filter(Files::isRegularFile).sorted().toList();
    }
    assertThat(shipped).hasSize(9);
    for (Path file : shipped) {
      ScenarioFile scenario = ScenarioLoader.load(file, Shipped.config("signals"));

      assertThat(file).hasFileName(scenario.name() + ".yaml");
      Workload workload =
          Objects.requireNonNull(scenario.fleet().workloads().get(scenario.workload()));
      assertThat(workload.placements()).hasSize(2).allMatch(at -> at.engine().isEmpty());
      assertThat(scenario.placements()).containsExactly("h100-sxm-tp2");
      assertThat(scenario.engines()).containsOnlyKeys("h100-sxm-tp2", "l40s-tp4");
    }
  }

  private static double usdPerGoodRequest(Workload workload) {
    return ((Objective.Inference) workload.objective()).usdPerGoodRequest();
  }

  private static String scenario(String lines) {
    return """
    kind: Scenario
    metadata: {name: mine}
    spec:
      fleet: fl
      workload: chat
    """
        + lines;
  }

  private ScenarioFile load(String lines) throws ConfigException {
    return ScenarioLoader.load(write("mine.yaml", scenario(lines)), signals());
  }

  private List<String> problems(String name, String text) {
    Path file = write(name, text);
    ConfigException error =
        catchThrowableOfType(ConfigException.class, () -> ScenarioLoader.load(file, signals()));
    return error.problems().stream().map(Problem::toString).toList();
  }

  private Path write(String name, String text) {
    new Folder(directory)
        .write("fl/fleet/device.yaml", Folder.DEVICE)
        .write("fl/fleet/pool.yaml", Folder.POOL)
        .write(
            "fl/fleet/chat.yaml",
            Folder.inference("chat", "placements: [{device: h100}]\nbounds: {maxReplicas: 4}\n"))
        .write("signals/vllm.yaml", Folder.PRESET)
        .write(name, text);
    return directory.resolve(name);
  }

  private Path signals() {
    return directory.resolve("signals");
  }
}
