package io.rheostat.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import io.rheostat.ingest.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The conformance cases of OpenMetrics. All bad ones are refused; there is no exception.
final class OpenMetricsCorpusTest {
  private static final String CORPUS = "exposition/openmetrics-testdata";

  static List<String> goodCases() throws IOException {
    return cases(false);
  }

  static List<String> badCases() throws IOException {
    return cases(true);
  }

  @ParameterizedTest
  @MethodSource("goodCases")
  void everySampleOfAGoodPageIsRead(String name) throws Exception {
    byte[] page = page(name);

    List<Recorded.Sample> samples = Recorded.read(page, PageFormat.OPEN_METRICS);

    assertThat(samples).hasSize((int) sampleLines(page));
  }

  @ParameterizedTest
  @MethodSource("badCases")
  void aBadPageIsRefusedWithTheLineAndTheReason(String name) throws Exception {
    byte[] page = page(name);
    long lines = new String(page, StandardCharsets.UTF_8).lines().count();

    assertThatExceptionOfType(MalformedPageException.class)
        .isThrownBy(() -> Recorded.read(page, PageFormat.OPEN_METRICS))
        .matches(refused -> refused.line() >= Math.min(1, lines) && refused.line() <= lines)
        .withMessageMatching("line \\d+: .{10,}");
  }

  @Test
  void aCounterOfTheCorpusIsReadInFull() throws Exception {
    assertThat(read("counter_exemplars_empty_brackets"))
        .containsExactly(sample("a_total", Map.of(), 0, OptionalLong.of(123_000)));
  }

  @Test
  void anEscapedLabelOfTheCorpusIsReadInFull() throws Exception {
    assertThat(read("escaping"))
        .containsExactly(
            sample("a_total", Map.of("foo", "b\"a\nr"), 1, OptionalLong.empty()),
            sample("a_total", Map.of("foo", "b\\a\\z"), 2, OptionalLong.empty()),
            sample("a_total", Map.of("foo", "b\"a\nr # "), 3, OptionalLong.empty()),
            sample("a_total", Map.of("foo", "b\\a\\z # "), 4, OptionalLong.empty()));
  }

  @Test
  void timestampsOfTheCorpusAreReadAsSeconds() throws Exception {
    assertThat(read("timestamps"))
        .extracting(sample -> sample.timestampMillis().orElseThrow())
        .containsExactly(0L, 0L, 1_100L, Long.MAX_VALUE, 1_500_000L, 1_234_567_890_000L);
  }

  @Test
  void aHistogramOfTheCorpusIsReadInFull() throws Exception {
    assertThat(read("gaugehistogram_exemplars"))
        .containsExactly(
            sample("a_bucket", Map.of("le", "1.0"), 0, OptionalLong.of(123_000)),
            sample("a_bucket", Map.of("le", "2.0"), 2, OptionalLong.of(123_000)),
            sample("a_bucket", Map.of("le", "+Inf"), 3, OptionalLong.of(123_000)));
  }

  private static List<Recorded.Sample> read(String name) throws Exception {
    return Recorded.read(page(name), PageFormat.OPEN_METRICS);
  }

  private static byte[] page(String name) throws IOException {
    return Files.readAllBytes(SharedData.path(CORPUS).resolve(name).resolve("metrics"));
  }

  private static List<String> cases(boolean bad) throws IOException {
    try (Stream<Path> folders = Files.list(SharedData.path(CORPUS))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("metrics")))
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith("bad_") == bad)
          .sorted()
          .toList();
    }
  }

  private static long sampleLines(byte[] page) {
    return new String(page, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .count();
  }

  private static Recorded.Sample sample(
      String name, Map<String, String> labels, double value, OptionalLong timestamp) {
    return new Recorded.Sample(
        new Recorded.Series(name, new Labels(new TreeMap<>(labels))), value, timestamp);
  }
}
