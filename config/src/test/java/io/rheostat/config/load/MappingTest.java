package io.rheostat.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.settings.Configuration;
import io.rheostat.model.fleet.AlertResponse;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.DeviceLinks;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.ReducedPrecision;
import io.rheostat.model.resource.Sharding;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.model.resource.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingTest {
  @TempDir Path directory;

  private Folder folder() {
    return new Folder(directory).withBasics();
  }

  private Workload workload(String text) {
    Configuration configuration = folder().write("fleet/workload.yaml", text).load();
    return configuration.fleet().workloads().values().iterator().next();
  }

  @Test
  void deviceAndPoolAreReadInFull() {
    Configuration configuration =
        folder()
            .write(
                "fleet/more.yml",
                """
                apiVersion: rheostat.io/v1
                kind: Device
                metadata: {name: l40s}
                spec:
                  memory: 46068 MiB
                  bandwidth: 864 GB/s
                  flops: 0.36205 PFLOPS
                  price: {base: 1 USD, perDevice: 2.5 USD,
                    perGibMemory: 0.01 USD, perGibDisk: 0.001 USD}
                  power: 0.35 kW
                ---
                kind: Pool
                metadata: {name: west}
                spec: {devices: {l40s: 0}, budget: 400 USD, maxPower: 40 kW,
                  churn: {changes: 60, window: 30m}, alpha: 2, beta: 0.5}
                """)
            .load();

    assertThat(configuration.fleet().devices().get("l40s"))
        .isEqualTo(
            new Device(
                "l40s",
                48305799168.0,
                864e9,
                362.05e12,
                new CostRates(1, 2.5, 0.01, 0.001),
                OptionalDouble.of(350),
                new ReducedPrecision(733e12, 0),
                Optional.of(new DeviceLinks(32e9, 50e9, 8))));
    assertThat(configuration.fleet().pools().get("west"))
        .isEqualTo(
            new Pool(
                "west",
                new TreeMap<>(Map.of("l40s", 0)),
                OptionalDouble.of(400),
                OptionalDouble.of(40_000),
                Optional.of(new Churn(60, Duration.ofMinutes(30))),
                2,
                0.5));
  }

  @Test
  void deviceAndPoolHaveDefaults() {
    Configuration configuration =
        folder()
            .write("fleet/pool.yaml", "{kind: Pool, metadata: {name: east}, spec: {devices: {}}}")
            .load();

    assertThat(configuration.fleet().devices().get("h100"))
        .isEqualTo(new Device("h100", 85899345920.0, 3.35e12, 989e12, new CostRates(0, 3, 0, 0)));
    assertThat(configuration.fleet().pools().get("east"))
        .isEqualTo(new Pool("east", new TreeMap<>(), OptionalDouble.empty(), 1, 1));
  }

  @Test
  void inferenceIsReadInFull() {
    Workload workload =
        workload(
            """
            kind: Workload
            metadata: {name: chat}
            spec:
              type: inference
              pool: east
              model: {parameters: 32.8e9, layers: 64, kvHeads: 8, headDim: 128, precision: fp8}
              objective:
                slo: {ttft: 3s, tpot: 100ms, attainment: 95%}
                value: {perThousandGoodRequests: 4.00 USD}
                expected: {rate: 330/m, inputTokens: 1155, outputTokens: 211}
              placements:
                - name: big
                  device: h100
                  tensorParallel: 2
                  pipelineParallel: 2
                  memory: 64 GiB
                  disk: 200 GiB
                  startup: 2m
                  profile: {base: 12ms, perSequence: 0.02ms, perKvToken: 45ns,
                    perPrefillToken: 62us, kvTokens: 400000, maxSequences: 128, chunkTokens: 4096}
                  target: {kubernetes: {namespace: chat, deployment: chat-h100}}
              bounds: {minReplicas: 2, maxReplicas: 4, maxCostPerHour: 90 USD,
                churn: {changes: 12, window: 1h}}
              mode: approve
              metrics: {preset: vllm, match: {namespace: chat}}
              alerts: [{alert: Slow, factor: 1.5, hold: 5m}, {alert: "*"}]
              raisedBy: [Slow, Waiting]
            """);

    EngineProfile engine = new EngineProfile(12e-3, 2e-5, 45e-9, 62e-6, 400_000, 128, 4096);
    TreeMap<String, String> settings =
        new TreeMap<>(Map.of("namespace", "chat", "deployment", "chat-h100"));
    assertThat(workload)
        .isEqualTo(
            new Workload(
                "chat",
                "east",
                new Objective.Inference(
                    new Slo(Duration.ofSeconds(3), Duration.ofMillis(100), 0.95),
                    0.004,
                    Optional.of(new Demand(5.5, 1155, 211))),
                Optional.of(new ModelShape(32.8e9, 64, 8, 128, Precision.FP8, Sharding.NONE)),
                List.of(
                    new Placement(
                        "big",
                        "h100",
                        2,
                        2,
                        List.of(),
                        64,
                        200,
                        Duration.ofMinutes(2),
                        OptionalDouble.empty(),
                        Optional.of(engine),
                        Optional.empty(),
                        new Target("kubernetes", settings))),
                new Bounds(
                    2, 4, OptionalDouble.of(90), Optional.of(new Churn(12, Duration.ofHours(1)))),
                List.of(new MetricsBinding("vllm", new TreeMap<>(Map.of("namespace", "chat")))),
                List.of(
                    new AlertResponse("Slow", 1.5, Duration.ofMinutes(5)), AlertResponse.DEFAULT),
                Mode.APPROVE,
                List.of("Slow", "Waiting")));
  }

  @Test
  void inferenceHasDefaults() {
    Workload workload =
        workload(
            Folder.inference(
                "chat",
                """
                placements: [{device: h100}, {device: h100, tensorParallel: 2, pipelineParallel: 4}]
                bounds: {maxReplicas: 4}
                """));

    assertThat(workload.objective())
        .isEqualTo(
            new Objective.Inference(
                new Slo(Duration.ofSeconds(3), Duration.ofMillis(100), 0.99),
                0.004,
                Optional.empty()));
    assertThat(workload.placements())
        .extracting(Placement::name)
        .containsExactly("h100", "h100-tp2-pp4");
    assertThat(workload.placements().getFirst())
        .isEqualTo(
            new Placement(
                "h100",
                "h100",
                1,
                1,
                List.of(),
                0,
                0,
                Duration.ofSeconds(100),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Target.OBSERVE));
    assertThat(workload.bounds()).isEqualTo(new Bounds(1, 4, OptionalDouble.empty()));
    assertThat(workload.model()).isEmpty();
    assertThat(workload.metrics()).isEmpty();
    assertThat(workload.alerts()).isEmpty();
  }

  @Test
  void onlyWhatIsSimulatedIsResizedUnasked() {
    String lines =
        """
        placements: [{device: h100, target: %s}, {device: h100, name: b, target: %s}]
        bounds: {maxReplicas: 4}
        """;
    String simulated = "{simulated: {cluster: demo}}";
    String real = "{kubernetes: {namespace: chat, deployment: a}}";
    String other = "{kubernetes: {namespace: chat, deployment: b}}";

    assertThat(workload(Folder.inference("chat", lines.formatted(simulated, simulated))).mode())
        .isEqualTo(Mode.ACT);
    assertThat(workload(Folder.inference("chat", lines.formatted(simulated, real))).mode())
        .isEqualTo(Mode.OBSERVE);
    assertThat(workload(Folder.inference("chat", lines.formatted(simulated, "observe"))).mode())
        .isEqualTo(Mode.OBSERVE);
    assertThat(
            workload(Folder.inference("chat", lines.formatted(real, other) + "mode: act\n")).mode())
        .isEqualTo(Mode.ACT);
  }

  @Test
  void trainingIsReadInFull() {
    Workload workload =
        workload(
            """
            kind: Workload
            metadata: {name: pretrain}
            spec:
              type: training
              pool: east
              model: {parameters: 7.2e9, sharding: zero3}
              objective:
                work: {samples: 2.0e9}
                batch: {perWorker: 16, initial: 256}
                value: {onCompletion: 9000 USD, deadline: 2026-12-24T00:00Z,
                  lateLossPerHour: 40 USD}
              placements:
                - device: h100
                  widths: [16, 8]
                  profile: {perSample: 4ms, sync: 60ms, perWorkerSync: 2ms}
                  target: {simulated: {cluster: east}}
              bounds: {minReplicas: 4, maxReplicas: 32}
            """);

    assertThat(workload.objective())
        .isEqualTo(
            new Objective.Training(
                2e9, 16, 256, 9000, Optional.of(Instant.parse("2026-12-24T00:00:00Z")), 40));
    assertThat(workload.model())
        .contains(new ModelShape(7.2e9, 0, 0, 0, Precision.BF16, Sharding.ZERO3));
    Placement placement = workload.placements().getFirst();
    assertThat(placement.widths()).containsExactly(8, 16);
    assertThat(placement.step()).contains(new StepProfile(4e-3, 60e-3, 2e-3));
    assertThat(placement.target())
        .isEqualTo(new Target("simulated", new TreeMap<>(Map.of("cluster", "east"))));
    assertThat(workload.bounds()).isEqualTo(new Bounds(4, 32, OptionalDouble.empty()));
  }

  @Test
  void trainingHasDefaults() {
    Workload workload =
        workload(Folder.training("pretrain", "placements: [{device: h100, widths: [4, 8]}]"));

    assertThat(workload.objective())
        .isEqualTo(new Objective.Training(2e9, 32, 128, 9000, Optional.empty(), 0));
    assertThat(workload.bounds()).isEqualTo(new Bounds(4, 8, OptionalDouble.empty()));
  }
}
