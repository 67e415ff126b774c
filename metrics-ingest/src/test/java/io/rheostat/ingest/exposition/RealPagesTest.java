package io.rheostat.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.ingest.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        "triton/trtllm-v1-sample.prom",
        "prometheus-common-expfmt/testdata/text",
        "prometheus-common-expfmt/fuzz/corpus/from_test_parse_0",
        "prometheus-common-expfmt/fuzz/corpus/from_test_parse_1",
        "prometheus-common-expfmt/fuzz/corpus/from_test_parse_2",
        "prometheus-common-expfmt/fuzz/corpus/from_test_parse_3",
        "prometheus-common-expfmt/fuzz/corpus/from_test_parse_4"
      })
  void everySampleLineOfARealPageIsRead(String name) throws Exception {
    Path file = SharedData.path("exposition").resolve(name);

    List<Recorded.Sample> samples = Recorded.read(Files.readAllBytes(file), PageFormat.TEXT);

    assertThat(samples).hasSize((int) sampleLines(file));
  }

  @Test
  void everyGoodPageOfTheOpenMetricsCorpusIsRead() throws Exception {
    List<Path> pages;
    try (Stream<Path> cases = Files.list(SharedData.path("exposition/openmetrics-testdata"))) {
      pages =
          cases
              .filter(folder -> !folder.getFileName().toString().startsWith("bad"))
              .map(folder -> folder.resolve("metrics"))
              .filter(Files::exists)
              .toList();
    }

    for (Path page : pages) {
      assertThat(Recorded.read(Files.readAllBytes(page), PageFormat.OPEN_METRICS))
          .as(page.toString())
          .hasSize((int) sampleLines(page));
    }
    assertThat(pages).isNotEmpty();
  }

  private static long sampleLines(Path file) throws Exception {
    return Files.readAllLines(file).stream()
        .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
        .count();
  }
}
