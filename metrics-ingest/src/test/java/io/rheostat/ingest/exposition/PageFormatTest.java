package io.rheostat.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain; version=0.0.4; charset=utf-8 | TEXT",
        "application/openmetrics-text; version=1.0.0; charset=utf-8 | OPEN_METRICS",
        "Application/OpenMetrics-Text | OPEN_METRICS",
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
            + " encoding=delimited | PROTOBUF",
        "application/octet-stream | TEXT",
        "'' | TEXT"
      })
  void theContentTypeNamesTheFormat(String contentType, PageFormat format) {
    assertThat(PageFormat.ofContentType(contentType)).isEqualTo(format);
  }

  @Test
  void nativeHistogramsAreAskedForFirstAndStrictPagesLast() {
    List<PageFormat> wanted =
        Arrays.stream(PageFormat.ACCEPT.split(","))
            .filter(type -> !type.startsWith("*"))
            .sorted(Comparator.comparingDouble(PageFormatTest::quality).reversed())
            .map(PageFormat::ofContentType)
            .toList();

    assertThat(wanted)
        .containsExactly(PageFormat.PROTOBUF, PageFormat.TEXT, PageFormat.OPEN_METRICS);
  }

  private static double quality(String type) {
    return Double.parseDouble(type.substring(type.lastIndexOf("q=") + 2));
  }
}
