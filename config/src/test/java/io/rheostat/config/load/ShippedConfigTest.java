package io.rheostat.config.load;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.MemberRule;
import io.rheostat.config.settings.SeriesRule;
import io.rheostat.config.settings.SignalPreset;
import io.rheostat.config.testing.Shipped;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedConfigTest {
  private static final Map<Signal, Signal> SUMS =
      Map.of(
          Signal.TIME_TO_FIRST_TOKEN,
          Signal.TIME_TO_FIRST_TOKEN_SUM,
          Signal.TIME_PER_OUTPUT_TOKEN,
          Signal.TIME_PER_OUTPUT_TOKEN_SUM);

  private static Configuration load() throws ConfigException {
    return ConfigLoader.load(Shipped.root().resolve("config"));
  }

  @Test
  void theDefaultConfigurationLoads() throws ConfigException {
    Configuration configuration = load();
    assertThat(configuration.fleet().devices()).containsOnlyKeys("a100-80gb", "h100-sxm", "l40s");
    assertThat(configuration.fleet().workloads())
        .containsOnlyKeys("chat-32b", "code-14b", "pretrain-7b");
    assertThat(configuration.presets())
        .containsOnlyKeys(
            "dcgm",
            "gateway",
            "kube-state-metrics",
            "kubelet",
            "pytorch",
            "queue",
            "ray-serve",
            "ray-serve-vllm",
            "sglang",
            "tensorrt-llm",
            "tgi",
            "triton",
            "triton-devices",
            "vllm");
    assertThat(configuration.scrapeJobs()).hasSize(2);
  }

  @Test
  void theWorkedExampleCostsWhatItsSourceSays() throws ConfigException {
    Fleet fleet =
        ConfigLoader.load(Shipped.config("scenarios/worked-example"), Shipped.config("signals"))
            .fleet();
    Workload workload = requireNonNull(fleet.workloads().get("worked-example"));
    Pool pool = requireNonNull(fleet.pools().get("example"));

    assertThat(workload.placements())
        .extracting(
            placement -> {
              Device device = requireNonNull(fleet.devices().get(placement.device()));
              return device.rates().usdPerHour(placement);
            })
        .containsExactly(596.09375, 1192.1875);
    assertThat(workload.placements())
        .extracting(placement -> placement.performance().orElseThrow())
        .containsExactly(0.9, 0.95);
    assertThat(pool.alpha() / pool.beta()).isGreaterThan(596.09375 / 0.05);
  }

  @Test
  void everyScenarioLoadsWithTheSharedSignals() throws ConfigException, IOException {
    try (var scenarios = Files.list(Shipped.config("scenarios"))) {
      for (Path scenario :
          scenarios.filter(path -> Files.isDirectory(path.resolve("fleet"))).toList()) {
        Configuration configuration = ConfigLoader.load(scenario, Shipped.config("signals"));
        assertThat(configuration.fleet().workloads()).as(scenario.toString()).isNotEmpty();
      }
    }
  }

  @Test
  void theDesignsExamplesLoad(@TempDir Path directory) {
    Fleet fleet =
        new Folder(directory)
            .write("signals/vllm.yaml", Folder.PRESET)
            .write(
                "fleet/base.yaml",
                (Folder.DEVICE
                        + "---\n"
                        + Folder.DEVICE.replace("h100", "l40s")
                        + "---\n"
                        + Folder.POOL)
                    .replace("h100", "h100-sxm")
                    .replace("east", "us-east"))
            .write(
                "fleet/workloads.yaml",
                """
                kind: Workload
                metadata: {name: chat-32b}
                spec:
                  type: inference
                  pool: us-east
                  model: {parameters: 32.8e9, layers: 64, kvHeads: 8, headDim: 128, precision: bf16}
                  objective:
                    slo: {ttft: 3s, tpot: 100ms, attainment: 99%}     # a request is good when
                    value: {perThousandGoodRequests: 4.00 USD}
                  placements:
                    - {device: h100-sxm, tensorParallel: 2, target: {kubernetes: {namespace: chat, deployment: chat-32b-h100}}}
                    - {device: l40s, tensorParallel: 4, target: {kubernetes: {namespace: chat, deployment: chat-32b-l40s}}}
                  bounds: {minReplicas: 1, maxReplicas: 40, maxCostPerHour: 400 USD}
                  metrics: {preset: vllm, match: {namespace: chat, model_name: Qwen/Qwen3-32B}}   # equality only
                ---
                kind: Workload
                metadata: {name: pretrain-7b}
                spec:
                  type: training
                  pool: us-east
                  model: {parameters: 7.2e9, precision: bf16, sharding: zero3}
                  objective: {work: {samples: 2.0e9}, value: {onCompletion: 9000 USD, deadline: 2026-12-24T00:00Z, lateLossPerHour: 40 USD}}
                  placements: [{device: h100-sxm, widths: [8, 16, 32, 64], target: {kubernetes: {namespace: train, pytorchJob: pretrain-7b}}}]
                """)
            .load()
            .fleet();
    assertThat(fleet.workloads()).containsOnlyKeys("chat-32b", "pretrain-7b");
  }

  @Test
  void oldAndNewNamesOfOneSignalStandInPreference() throws ConfigException {
    SignalPreset vllm = preset("vllm");
    assertThat(metrics(vllm, Signal.KV_CACHE_USAGE))
        .containsExactly("vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc");
    assertThat(metrics(vllm, Signal.TIME_PER_OUTPUT_TOKEN_SUM))
        .isEqualTo(
            metrics(vllm, Signal.TIME_PER_OUTPUT_TOKEN).stream()
                .map(metric -> metric + "_sum")
                .toList());
  }

  @Test
  void vllmAndDcgmNamesAreOnRealPages() throws ConfigException, IOException {
    Path exposition =
        Path.of(System.getProperty("rheostat.shared.data", "absent")).resolve("exposition");
    assumeTrue(Files.isDirectory(exposition), "no real metric pages in rheostat.shared.data");
    String vllm = Files.readString(exposition.resolve("datadog-fixtures/vllm_metrics.txt"));
    String dcgm = Files.readString(exposition.resolve("datadog-fixtures/dcgm_metrics.txt"));
    for (SeriesRule rule : preset("vllm").rules()) {
      assertThat(vllm).contains("\n" + rule.metric());
    }
    for (SeriesRule rule : preset("dcgm").rules()) {
      assertThat(dcgm).contains("\n" + rule.metric());
    }
  }

  @Test
  void everySignalOfVllmHasAFamilyInItsNewestPageAndDcgmsAreInItsOwnList()
      throws ConfigException, IOException {
    String vllm = shared("vllm/vllm-v0.26.0-metric-families.txt");
    SignalPreset preset = preset("vllm");
    for (SeriesRule rule : preset.rules()) {
      assertThat(metrics(preset, rule.signal()))
          .as(rule.signal().name())
          .anyMatch(metric -> vllm.contains("\n" + family(metric) + " "));
    }
    String dcgm = shared("dcgm-exporter/default-counters.csv");
    for (SeriesRule rule : preset("dcgm").rules()) {
      assertThat(dcgm).contains("\n" + rule.metric());
    }
  }

  @Test
  void kubeStateMetricsFamiliesAreOnItsOwnPage() throws ConfigException, IOException {
    String page = shared("kube-state-metrics/ksm-exposition-from-server_test.txt");
    SignalPreset preset = preset("kube-state-metrics");
    for (SeriesRule rule : preset.rules()) {
      assertThat(page).contains("# TYPE " + rule.metric() + " gauge\n");
    }
    for (MemberRule member : preset.members()) {
      assertThat(page).contains("# TYPE " + member.metric() + " gauge\n");
      assertThat(member.key()).containsExactly("namespace", "pod");
    }
  }

  @Test
  void tritonsFamiliesAreDocumented() throws ConfigException, IOException {
    String triton =
        shared("triton/metrics-user-guide.md") + shared("triton/README-tensorrtllm_backend.md");
    for (String name : List.of("triton", "triton-devices", "tensorrt-llm")) {
      for (SeriesRule rule : preset(name).rules()) {
        assertThat(triton).contains(family(rule.metric()));
        rule.labels()
            .forEach((label, value) -> assertThat(triton).contains(label + "=\"" + value + "\""));
      }
    }
  }

  @Test
  void everyPresetAndEveryFamilyItReadsIsDocumented() throws ConfigException, IOException {
    String page = Files.readString(Shipped.config("../docs/reference/presets.md"));
    for (SignalPreset preset : load().presets().values()) {
      int start = page.indexOf("\n## " + preset.name() + "\n");
      assertThat(start).as(preset.name()).isPositive();
      int end = page.indexOf("\n## ", start + 1);
      String section = page.substring(start, end < 0 ? page.length() : end);
      preset.members().forEach(member -> assertThat(section).contains("`" + member.metric() + "`"));
      for (SeriesRule rule : preset.rules()) {
        assertThat(section)
            .satisfiesAnyOf(
                text -> assertThat(text).contains("`" + rule.metric() + "`"),
                text -> assertThat(text).contains("`" + family(rule.metric()) + "`"));
      }
    }
  }

  @Test
  void aHistogramAndItsSumPreferTheSameFamily() throws ConfigException {
    for (SignalPreset preset : load().presets().values()) {
      for (Map.Entry<Signal, Signal> pair : SUMS.entrySet()) {
        assertThat(metrics(preset, pair.getValue()))
            .as(preset.name())
            .isEqualTo(
                metrics(preset, pair.getKey()).stream().map(metric -> metric + "_sum").toList());
      }
    }
  }

  /// The family of a histogram's sum is the histogram.
  private static String family(String metric) {
    return metric.endsWith("_sum") ? metric.substring(0, metric.length() - 4) : metric;
  }

  private static String shared(String name) throws IOException {
    Path page =
        Path.of(System.getProperty("rheostat.shared.data", "absent"))
            .resolve("exposition")
            .resolve(name);
    assumeTrue(Files.exists(page), () -> "no shared data: " + page + " is not there");
    return Files.readString(page);
  }

  private static SignalPreset preset(String name) throws ConfigException {
    return requireNonNull(load().presets().get(name));
  }

  private static List<String> metrics(SignalPreset preset, Signal signal) {
    return preset.rules().stream()
        .filter(rule -> rule.signal() == signal)
        .map(SeriesRule::metric)
        .toList();
  }
}
