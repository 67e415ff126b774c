package io.rheostat.ingest.preset;

import static io.rheostat.ingest.testing.Declared.labels;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.ingest.exposition.PageFormat;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import io.rheostat.ingest.matching.SeriesMatcher;
import io.rheostat.ingest.matching.sample.PageReadings;
import io.rheostat.ingest.matching.sample.PageTime;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.SharedData;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Readings of the pages the shipped presets were checked against: recorded pages in the shared
/// data, and pages in this module that hold the families that a system documents.
final class PresetPagesTest {
  private static final SortedMap<String, String> MODEL = labels("model_name", "m");
  private static final SortedMap<String, String> CHAT = labels("namespace", "chat");
  private static final Labels POD =
      new Labels(labels("pod", "chat-0", "instance", "10.0.0.7:8000", "namespace", "chat"));

  @TempDir private Path folder;

  @Test
  void vllmsOldAndNewFamiliesOnOnePageCountOnce() {
    byte[] page = shared("datadog-fixtures/vllm_metrics.txt");

    assertThat(read("vllm", CHAT, page))
        .contains(
            "chat-0 KV_CACHE_USAGE 0.0",
            "chat-0 REQUESTS_RUNNING 0.0",
            "chat-0 REQUESTS_WAITING 0.0",
            "chat-0 PROMPT_TOKENS 5.0",
            "chat-0 GENERATION_TOKENS 7.0",
            "chat-0 REQUESTS_FINISHED 1.0",
            "chat-0 PREEMPTIONS 0.0",
            "chat-0 TIME_TO_FIRST_TOKEN_SUM 0.31326723098754883",
            "chat-0 TIME_TO_FIRST_TOKEN le Infinity 1.0",
            "chat-0 TIME_PER_OUTPUT_TOKEN_SUM 0.02554149661946724",
            "chat-0 TIME_PER_OUTPUT_TOKEN le Infinity 6.0")
        .doesNotHaveDuplicates();
  }

  @Test
  void sglangsDocumentedPageIsRead() {
    assertThat(read("sglang", MODEL, own("sglang-documented")))
        .containsExactlyInAnyOrder(
            "chat-0 REQUESTS_RUNNING 162.0",
            "chat-0 REQUESTS_WAITING 2826.0",
            "chat-0 KV_CACHE_USAGE 0.28",
            "chat-0 PROMPT_TOKENS 8128902.0",
            "chat-0 GENERATION_TOKENS 7557572.0",
            "chat-0 TIME_TO_FIRST_TOKEN le 1.0 27.0",
            "chat-0 TIME_TO_FIRST_TOKEN le Infinity 11008.0",
            "chat-0 TIME_TO_FIRST_TOKEN_SUM 2351897.5",
            "chat-0 TIME_PER_OUTPUT_TOKEN le 0.1 4950195.0",
            "chat-0 TIME_PER_OUTPUT_TOKEN le Infinity 7400757.0",
            "chat-0 TIME_PER_OUTPUT_TOKEN_SUM 866964.5");
  }

  @Test
  void sglangsPipelineStagesAreNotAddedUp() {
    assertThat(read("sglang", MODEL, own("sglang-newer")))
        .containsExactlyInAnyOrder(
            "chat-0 REQUESTS_RUNNING 8.0",
            "chat-0 REQUESTS_WAITING 2.0",
            "chat-0 KV_CACHE_USAGE 0.375",
            "chat-0 PROMPT_TOKENS 1000.0",
            "chat-0 GENERATION_TOKENS 400.0",
            "chat-0 REQUESTS_FINISHED 20.0",
            "chat-0 PREEMPTIONS 7.0",
            "chat-0 TIME_TO_FIRST_TOKEN le 0.4 15.0",
            "chat-0 TIME_TO_FIRST_TOKEN le Infinity 20.0",
            "chat-0 TIME_TO_FIRST_TOKEN_SUM 6.5",
            "chat-0 TIME_PER_OUTPUT_TOKEN le 0.02 12.0",
            "chat-0 TIME_PER_OUTPUT_TOKEN le Infinity 20.0",
            "chat-0 TIME_PER_OUTPUT_TOKEN_SUM 0.5");
  }

  @Test
  void tgisPageIsMatchedByLabelsOfItsTarget() {
    assertThat(read("tgi", CHAT, own("tgi")))
        .containsExactlyInAnyOrder(
            "chat-0 REQUESTS_RUNNING 5.0",
            "chat-0 REQUESTS_WAITING 3.0",
            "chat-0 PROMPT_TOKENS 170000.0",
            "chat-0 GENERATION_TOKENS 31000.0",
            "chat-0 REQUESTS_FINISHED 148.0",
            "chat-0 TIME_PER_OUTPUT_TOKEN le 0.05 140.0",
            "chat-0 TIME_PER_OUTPUT_TOKEN le Infinity 148.0",
            "chat-0 TIME_PER_OUTPUT_TOKEN_SUM 4.5");
  }

  @Test
  void tritonsMillisecondsBecomeSecondsAndOneModelIsMeant() {
    assertThat(read("triton", labels("model", "my_model"), own("triton")))
        .containsExactlyInAnyOrder(
            "chat-0 REQUESTS_WAITING 4.0",
            "chat-0 REQUESTS_FINISHED 161.0",
            "chat-0 TIME_TO_FIRST_TOKEN le 0.1 8.0",
            "chat-0 TIME_TO_FIRST_TOKEN le 0.5 30.0",
            "chat-0 TIME_TO_FIRST_TOKEN le 2.0 36.0",
            "chat-0 TIME_TO_FIRST_TOKEN le Infinity 37.0",
            "chat-0 TIME_TO_FIRST_TOKEN_SUM 10.771");
  }

  @Test
  void tritonsDevicesAreMergedForItsReplica() {
    assertThat(read("triton-devices", CHAT, own("triton")))
        .containsExactlyInAnyOrder(
            "chat-0 DEVICE_UTILISATION 0.75",
            "chat-0 DEVICE_MEMORY_USED 4000.0",
            "chat-0 DEVICE_POWER 500.5");
  }

  @Test
  void tensorRtLlmsRecordedPagesAreRead() {
    SortedMap<String, String> model = labels("model", "tensorrt_llm");

    assertThat(read("tensorrt-llm", model, shared("triton/trtllm-sample-1.prom")))
        .containsExactlyInAnyOrder(
            "chat-0 REQUESTS_RUNNING 1.0",
            "chat-0 REQUESTS_WAITING 1.0",
            "chat-0 KV_CACHE_USAGE 0.4875");
    assertThat(read("tensorrt-llm", model, shared("triton/trtllm-v1-sample.prom"))).isEmpty();
  }

  @Test
  void tensorRtLlmWithoutItsOwnQueueFallsBackOnTritons() {
    assertThat(read("tensorrt-llm", labels("model", "my_model"), own("triton")))
        .contains("chat-0 REQUESTS_WAITING 4.0", "chat-0 TIME_TO_FIRST_TOKEN_SUM 10.771");
  }

  @Test
  void rayServesReplicasAreToldApartOnOnePage() {
    assertThat(
            read(
                "ray-serve",
                labels("application", "chat", "deployment", "Model"),
                own("ray-serve")))
        .containsExactlyInAnyOrder(
            "r1 REQUESTS_RUNNING 4.0",
            "r1 REQUESTS_FINISHED 42.0",
            "r2 REQUESTS_RUNNING 1.0",
            "r2 REQUESTS_FINISHED 5.0");
  }

  @Test
  void vllmInsideOfRayServeIsReadLikeVllm() {
    assertThat(read("ray-serve-vllm", MODEL, own("ray-serve-vllm")))
        .containsExactlyInAnyOrder(
            "r1 REQUESTS_RUNNING 3.0",
            "r1 REQUESTS_WAITING 2.0",
            "r1 KV_CACHE_USAGE 0.5",
            "r1 PROMPT_TOKENS 900.0",
            "r1 GENERATION_TOKENS 300.0",
            "r1 REQUESTS_FINISHED 10.0",
            "r1 PREEMPTIONS 1.0",
            "r1 TIME_TO_FIRST_TOKEN le 0.5 9.0",
            "r1 TIME_TO_FIRST_TOKEN le Infinity 10.0",
            "r1 TIME_TO_FIRST_TOKEN_SUM 2.5",
            "r1 TIME_PER_OUTPUT_TOKEN le 0.05 250.0",
            "r1 TIME_PER_OUTPUT_TOKEN le Infinity 290.0",
            "r1 TIME_PER_OUTPUT_TOKEN_SUM 9.5");
  }

  @Test
  void aTrainingJobsProcessesAreMerged() {
    assertThat(read("pytorch", CHAT, own("pytorch")))
        .containsExactlyInAnyOrder(
            "chat-0 STEP_TIME 0.75",
            "chat-0 SAMPLES 1280.0",
            "chat-0 GRADIENT_SQUARE 2.5",
            "chat-0 GRADIENT_VARIANCE 80.0",
            "chat-0 BATCH_SIZE 256.0",
            "chat-0 WORKERS 8.0",
            "chat-0 PROGRESS 9000.0",
            "chat-0 COMPLETE 0.0");
  }

  @Test
  void dcgmsRecordedPageIsRead() {
    assertThat(read("dcgm", CHAT, shared("datadog-fixtures/dcgm_metrics.txt")))
        .containsExactlyInAnyOrder(
            "chat-0 DEVICE_UTILISATION 0.0",
            "chat-0 DEVICE_MEMORY_USED 0.0",
            "chat-0 DEVICE_POWER 8.969");
  }

  @Test
  void kubeStateMetricsTellsWhatIsReadyAndPendingOfTheMatchedPods() {
    SortedMap<String, String> app = labels("exported_namespace", "chat", "label_app", "chat-32b");
    SortedMap<String, String> owner = labels("owner_kind", "StatefulSet", "owner_name", "chat");
    String[] told = {
      "chat-0 REPLICA_READY 1.0",
      "chat-0 REPLICA_PENDING 0.0",
      "chat-1 REPLICA_READY 0.0",
      "chat-1 REPLICA_PENDING 1.0"
    };

    assertThat(read("kube-state-metrics", app, own("kube-state-metrics")))
        .containsExactlyInAnyOrder(told);
    assertThat(read("kube-state-metrics", owner, own("kube-state-metrics")))
        .containsExactlyInAnyOrder(told);
  }

  @Test
  void aKubeletTellsHostMemoryAndDisk() {
    assertThat(read("kubelet", CHAT, own("kubelet")))
        .contains(
            "chat-0 HOST_MEMORY_USED 6.0E10",
            "chat-0 HOST_MEMORY_LIMIT 6.4E10",
            "chat-0 OOM_KILLS 2.0",
            "chat-0 DISK_USED 8.0E10",
            "chat-0 DISK_CAPACITY 2.0E11",
            "chat-models DISK_USED 1.2E11",
            "chat-models DISK_CAPACITY 2.0E11");
  }

  @Test
  void kubeStateMetricsOwnPageHasAPodThatIsMatched() {
    byte[] page = shared("kube-state-metrics/ksm-exposition-from-server_test.txt");
    String labels = "kube_pod_labels{namespace=\"default\",pod=\"pod0\",label_app=\"a\"} 1\n";
    String labelled = labels + new String(page, StandardCharsets.UTF_8);

    assertThat(
            read(
                "kube-state-metrics",
                labels("label_app", "a"),
                labelled.getBytes(StandardCharsets.UTF_8)))
        .containsExactly("pod0 REPLICA_PENDING 0.0");
  }

  /// The lines, one for each sample, that a preset makes of a page of a pod.
  private List<String> read(String preset, SortedMap<String, String> match, byte[] page) {
    try {
      PageTime time = new PageTime(Bench.START, Bench.START);
      PageReadings result = matcher(preset, match).target(POD).read(page, PageFormat.TEXT, time);
      assertThat(result.rejections()).isEmpty();
      Map<String, List<Sample>> series = new LinkedHashMap<>();
      for (Reading reading : result.readings()) {
        for (Sample sample : reading.samples()) {
          series
              .computeIfAbsent(reading.replica() + " " + name(sample), _ -> new ArrayList<>())
              .add(sample);
        }
      }
      List<String> lines = new ArrayList<>();
      series.forEach((name, samples) -> lines.add(name + " " + merged(samples)));
      return lines;
    } catch (MalformedPageException malformed) {
      throw new AssertionError(malformed);
    }
  }

  private SeriesMatcher matcher(String preset, SortedMap<String, String> match) {
    Path shipped = Path.of(System.getProperty("rheostat.root", "..")).resolve("config/signals");
    try {
      Files.createDirectories(folder.resolve("fleet"));
      Files.writeString(
          folder.resolve("fleet/fleet.yaml"),
          """
          {kind: Device, metadata: {name: l4}, spec: {memory: 24 GiB, bandwidth: 300 GB/s,
            flops: 121 TFLOPS, price: {perDevice: 1 USD}}}
          ---
          {kind: Pool, metadata: {name: pool}, spec: {devices: {l4: 4}}}
          ---
          kind: Workload
          metadata: {name: chat}
          spec:
            type: inference
            pool: pool
            objective: {slo: {ttft: 3s, tpot: 100ms}, value: {perThousandGoodRequests: 4 USD}}
            placements: [{device: l4}]
            bounds: {maxReplicas: 4}
            metrics: {preset: %s, match: %s}
          """
              .formatted(preset, match.toString().replace("=", ": ")));
      return new SeriesMatcher(ConfigLoader.load(folder, shipped));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    } catch (ConfigException refusal) {
      throw new AssertionError(refusal.getMessage(), refusal);
    }
  }

  private static String name(Sample sample) {
    return sample instanceof Sample.Bucket bucket
        ? bucket.signal() + " le " + bucket.upperBound()
        : sample.signal().toString();
  }

  /// Returns the value of a replica's series after the fold merged them.
  private static double merged(List<Sample> series) {
    DoubleSummaryStatistics values =
        series.stream()
            .mapToDouble(
                sample ->
                    switch (sample) {
                      case Sample.Scalar scalar -> scalar.value();
                      case Sample.Bucket bucket -> bucket.cumulativeCount();
                    })
            .summaryStatistics();
    return switch (series.getFirst().signal().merge()) {
      case SUM -> values.getSum();
      case MEAN -> values.getAverage();
      case MAX -> values.getMax();
    };
  }

  private static byte[] shared(String name) {
    try {
      return Files.readAllBytes(SharedData.path("exposition").resolve(name));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static byte[] own(String name) {
    try (InputStream page =
        Objects.requireNonNull(
            PresetPagesTest.class.getResourceAsStream("/presets/" + name + ".prom"))) {
      return page.readAllBytes();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
