package io.rheostat.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import io.rheostat.ingest.testing.SharedData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages that Prometheus' own libraries are tested with.
final class ExpfmtCorpusTest {
  private static final String CORPUS = "exposition/prometheus-common-expfmt";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from_test_parse_0",
        "from_test_parse_1",
        "from_test_parse_2",
        "from_test_parse_3",
        "from_test_parse_4",
        "minimal"
      })
  void aGoodTextPageIsRead(String name) {
    assertThatNoException().isThrownBy(() -> fuzzed(name));
  }

  /// A broken label set, name, number or type.
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 8, 9, 10, 11, 15, 16, 17, 18})
  void aBadTextPageIsRefused(int number) {
    assertThatExceptionOfType(MalformedPageException.class)
        .isThrownBy(() -> fuzzed("from_test_parse_error_" + number));
  }

  /// These are refused by the library that keeps families together, and read by the Prometheus
  /// server: no line end behind the last sample (0); an escape that is none, kept as it is written
  /// (1); a quantile or a bound that is no number, which only matters to who uses it (7, 19); a
  /// second HELP or TYPE, and a TYPE behind its samples (12, 13, 14).
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 12, 13, 14, 19})
  void whatThePrometheusServerReadsIsRead(int number) {
    assertThatNoException().isThrownBy(() -> fuzzed("from_test_parse_error_" + number));
  }

  @Test
  void aTextPageIsReadToItsLastSample() throws Exception {
    byte[] page = data("testdata/text");

    assertThat(Recorded.read(page, PageFormat.TEXT)).hasSize(248);
    assertThat(Recorded.read(unpacked("testdata/text.gz"), PageFormat.TEXT))
        .isEqualTo(Recorded.read(page, PageFormat.TEXT));
  }

  @Test
  void protobufAndTextOfOneExporterHaveTheSameSeries() throws Exception {
    Map<Recorded.Series, Long> text = series("testdata/text", PageFormat.TEXT);
    Map<Recorded.Series, Long> protobuf = series("testdata/protobuf", PageFormat.PROTOBUF);

    assertThat(protobuf).hasSizeGreaterThan(100);
    assertThat(protobuf.keySet()).containsAll(text.keySet());
    assertThat(Recorded.read(unpacked("testdata/protobuf.gz"), PageFormat.PROTOBUF))
        .isEqualTo(Recorded.read(data("testdata/protobuf"), PageFormat.PROTOBUF));
  }

  @Test
  void severalProtobufFamiliesAreReadInTheirOrder() throws Exception {
    List<Recorded.Sample> samples =
        Recorded.read(data("testdata/protobuf-multimessage"), PageFormat.PROTOBUF);

    assertThat(samples)
        .extracting(sample -> sample.series().name())
        .startsWith("swap_free", "swap_in", "swap_out", "swap_total", "swap_used");
    assertThat(samples.getFirst())
        .isEqualTo(
            new Recorded.Sample(
                new Recorded.Series("swap_free", new Labels(new TreeMap<>(Map.of("host", "omsk")))),
                977911808,
                OptionalLong.empty()));
  }

  private static void fuzzed(String name) throws Exception {
    var _ = Recorded.read(data("fuzz/corpus/" + name), PageFormat.TEXT);
  }

  private static Map<Recorded.Series, Long> series(String name, PageFormat format)
      throws Exception {
    return Recorded.read(data(name), format).stream()
        .collect(Collectors.groupingBy(Recorded.Sample::series, Collectors.counting()));
  }

  private static byte[] data(String name) throws IOException {
    return Files.readAllBytes(SharedData.path(CORPUS).resolve(name));
  }

  private static byte[] unpacked(String name) throws IOException {
    try (GZIPInputStream page = new GZIPInputStream(new ByteArrayInputStream(data(name)))) {
      return page.readAllBytes();
    }
  }
}
