package io.rheostat.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages of real exporters; each must be read to its last sample.
final class RealPagesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "datadog-fixtures/vllm_metrics.txt",
        "datadog-fixtures/dcgm_metrics.txt",
        "node-exporter/e2e-output.txt",
        "kube-state-metrics/ksm-exposition-from-server_test.txt",
        "triton/trtllm-sample-1.prom",
        "triton/trtllm-v1-sample.prom"
      })
  void everySampleLineOfARealPageIsRead(String name) throws Exception {
    byte[] page = page(name);

    List<Recorded.Sample> samples = Recorded.read(page, PageFormat.TEXT);

    assertThat(samples).hasSize((int) sampleLines(name));
  }

  @ParameterizedTest
  @CsvSource({
    "datadog-fixtures/vllm_metrics.txt, vllm:num_requests_running, 0",
    "datadog-fixtures/dcgm_metrics.txt, DCGM_FI_DEV_SM_CLOCK, 300",
    "node-exporter/e2e-output.txt, node_load1, 0.21",
    "kube-state-metrics/ksm-exposition-from-server_test.txt, kube_pod_info, 1",
    "triton/trtllm-sample-1.prom, nv_trt_llm_request_metrics, 1",
    "triton/trtllm-v1-sample.prom, nv_trt_llm_v1_metrics, 20"
  })
  void theFirstValueOfASignalIsThatOfThePage(String name, String metric, double value)
      throws Exception {
    List<Recorded.Sample> samples = Recorded.read(page(name), PageFormat.TEXT);

    assertThat(samples)
        .filteredOn(sample -> sample.series().name().equals(metric))
        .first()
        .extracting(Recorded.Sample::value)
        .isEqualTo(value);
  }

  @Test
  void theLabelsOfARealSeriesAreReadWithoutTheEmptyOnes() throws Exception {
    List<Recorded.Sample> samples =
        Recorded.read(
            page("kube-state-metrics/ksm-exposition-from-server_test.txt"), PageFormat.TEXT);

    assertThat(samples)
        .contains(
            new Recorded.Sample(
                new Recorded.Series(
                    "kube_pod_info",
                    new Labels(
                        new TreeMap<>(
                            Map.of(
                                "namespace", "default",
                                "pod", "pod0",
                                "uid", "abc-0",
                                "host_ip", "1.1.1.1",
                                "pod_ip", "1.2.3.4",
                                "node", "node1",
                                "host_network", "false")))),
                1,
                OptionalLong.empty()));
  }

  /// The preset knows DCGM's "no value" by equality, so it must be read to the bit.
  @Test
  void theBlankOfDcgmIsReadAsThePresetWritesIt() throws Exception {
    String page =
        new String(page("datadog-fixtures/dcgm_metrics.txt"), StandardCharsets.UTF_8)
            .replaceAll("(?m)^(DCGM_FI_DEV_SM_CLOCK\\{.*\\}) .*$", "$1 9223372036854775794");

    List<Recorded.Sample> samples = Recorded.read(page, PageFormat.TEXT);

    assertThat(samples)
        .filteredOn(sample -> sample.series().name().equals("DCGM_FI_DEV_SM_CLOCK"))
        .isNotEmpty()
        .allMatch(sample -> sample.value() == Double.parseDouble("9223372036854775794"));
  }

  /// The page of an engine as its client writes it in OpenMetrics, where the name of a counter's
  /// family is without `_total`.
  @Test
  void anEnginePageInOpenMetricsHasTheSamplesOfTheTextPage() throws Exception {
    List<String> lines = Files.readAllLines(file("datadog-fixtures/vllm_metrics.txt"));
    StringBuilder page = new StringBuilder();
    for (String line : lines) {
      if (!line.isBlank()) {
        boolean metadata = line.startsWith("# HELP ") || line.startsWith("# TYPE ");
        page.append(metadata ? line.replaceFirst("_total ", " ") : line).append('\n');
      }
    }

    List<Recorded.Sample> strict =
        Recorded.read(page.append("# EOF\n").toString(), PageFormat.OPEN_METRICS);

    assertThat(strict)
        .isEqualTo(Recorded.read(page("datadog-fixtures/vllm_metrics.txt"), PageFormat.TEXT));
  }

  private static byte[] page(String name) throws IOException {
    return Files.readAllBytes(file(name));
  }

  private static Path file(String name) {
    return SharedData.path("exposition").resolve(name);
  }

  private static long sampleLines(String name) throws IOException {
    return Files.readAllLines(file(name)).stream()
        .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
        .count();
  }
}
