package io.rheostat.ingest.exposition;

import static io.rheostat.ingest.exposition.PageFormat.OPEN_METRICS;
import static io.rheostat.ingest.exposition.PageFormat.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpositionParserTest {
  @Test
  void namesLabelsAndValuesAreRead() throws Exception {
    String page =
        """
        # HELP up Whether it is up.
        # TYPE up gauge
        up 1

        requests_total{method="get",code="200"} 1027.5
        """;

    List<Recorded.Sample> samples = Recorded.read(page, TEXT);

    assertThat(samples)
        .containsExactly(
            sample("up", Map.of(), 1, OptionalLong.empty()),
            sample(
                "requests_total",
                Map.of("method", "get", "code", "200"),
                1027.5,
                OptionalLong.empty()));
  }

  @Test
  void blanksAreReadAsGenerouslyAsPrometheusReadsThem() throws Exception {
    String page =
        "  name {\ta\t,b = \"x\"\t\t, } \t2 \nname2{ c=\"y\" , }-Inf\n".replace("a\t,", "");

    List<Recorded.Sample> samples = Recorded.read(page, TEXT);

    assertThat(samples)
        .containsExactly(
            sample("name", Map.of("b", "x"), 2, OptionalLong.empty()),
            sample("name2", Map.of("c", "y"), Double.NEGATIVE_INFINITY, OptionalLong.empty()));
  }

  @Test
  void escapesBracesAndCommasInValuesAreText() throws Exception {
    String page = "a{b=\"\\\"q\\\\ \\n \\t } , {\",c=\"größe\"} 1\n";

    List<Recorded.Sample> samples = Recorded.read(page, TEXT);

    assertThat(samples.getFirst().series().labels().values())
        .containsEntry("b", "\"q\\ \n \\t } , {")
        .containsEntry("c", "größe");
  }

  @Test
  void namesInQuotesMayBeAnyText() throws Exception {
    String page =
        """
        # TYPE "my.metric" gauge
        {"my.metric"} 1
        {"my.metric","a.b"="c",d="e"} 2
        my_metric{"größe"="{}\\"x\\""} 3
        """;

    List<Recorded.Sample> samples = Recorded.read(page, TEXT);

    assertThat(samples)
        .containsExactly(
            sample("my.metric", Map.of(), 1, OptionalLong.empty()),
            sample("my.metric", Map.of("a.b", "c", "d", "e"), 2, OptionalLong.empty()),
            sample("my_metric", Map.of("größe", "{}\"x\""), 3, OptionalLong.empty()));
  }

  @Test
  void textTimestampsAreMillisecondsAndOpenMetricsOnesSeconds() throws Exception {
    OptionalLong millis = OptionalLong.of(1_520_879_607_789L);

    assertThat(Recorded.read("a 1 1520879607789", TEXT).getFirst().timestampMillis())
        .isEqualTo(millis);
    assertThat(
            Recorded.read("a 1 1520879607.789\n# EOF", OPEN_METRICS).getFirst().timestampMillis())
        .isEqualTo(millis);
  }

  @Test
  void exemplarsAreSkipped() throws Exception {
    String page =
        """
        # TYPE a histogram
        a_bucket{le="1.0",foo="bar # "} 2 # {a="c",foo="bar # bar"} 0.5
        a_bucket{le="+Inf",foo="bar # "} 3 # {a="d"} 4 124.5
        # TYPE b counter
        b_total 3 123 # {a="d"} 4 124.5
        # EOF
        """;

    List<Recorded.Sample> samples = Recorded.read(page, OPEN_METRICS);

    assertThat(samples).extracting(Recorded.Sample::value).containsExactly(2.0, 3.0, 3.0);
    assertThat(samples.get(2).timestampMillis()).hasValue(123_000);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-3e3, -3000",
    "+Inf, Infinity",
    "-inf, -Infinity",
    "NaN, NaN",
    "nan, NaN",
    "1.7560473e+06, 1756047.3",
    ".5, 0.5",
    "5., 5",
    "-0.25, -0.25",
    "0.1, 0.1",
    "9223372036854775794, 9223372036854775794",
    "4.9e-324, 4.9e-324",
    "1.520430000123e+09, 1520430000.123",
    "9007199254740993e2, 900719925474099300",
    "123456789e22, 1.23456789e30",
    "123456789E-30, 1.23456789e-22",
    "1e5, 100000",
    "0.013300656000000001, 0.013300656000000001",
    "0000000000000000000000000000001, 1"
  })
  void numbersAreReadAsJavaReadsThem(String written, double expected) throws Exception {
    List<Recorded.Sample> samples = Recorded.read("a " + written, TEXT);

    assertThat(samples.getFirst().value()).isEqualTo(Double.valueOf(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a{b=\"x\"}",
        "a{b=\"x} 1",
        "a{b=\"new\nline\"} 1",
        "a{b=x} 1",
        "a{b\"x\"} 1",
        "a{b=\"x\"c=\"y\"} 1",
        "a{,} 1",
        "a{b=\"x\",,} 1",
        "a{b=\"x\",b=\"y\"} 1",
        "a{__name__=\"x\"} 1",
        "a{@=\"x\"} 1",
        "{b=\"x\"} 1",
        "1a 1",
        "a-b 1",
        "a.5",
        "a blubb",
        "a 0x1p3",
        "a 1d",
        "a 1_000",
        "a 1e",
        "a e5",
        "a 1e+",
        "a 1e5.5",
        "a 1e--5",
        "# TYPE a thing",
        "# TYPE a",
        "# TYPE a-b counter",
        "{\"a\",\"b\"} 1",
        "a{\"b\"} 1",
        "{\"\"} 1",
        "{\"a\",\"\"=\"x\"} 1",
        "a 1 2.5",
        "a 1 99999999999999999999",
        "a 1 2 3",
        "a 1 # {b=\"x\"} 1",
        "@a 1"
      })
  void aMalformedLineIsRefusedWithItsNumber(String line) {
    String page = "# HELP a b\n\n" + line + "\nlast 1\n";

    assertThatExceptionOfType(MalformedPageException.class)
        .isThrownBy(() -> Recorded.read(page, TEXT))
        .matches(problem -> problem.line() == 3)
        .withMessageStartingWith("line 3: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a 1\n", "a 1\n# EOF\na 2\n", "a 1\n\n# EOF\n", "a 1 NaN\n# EOF\n"})
  void anOpenMetricsPageMustEndOnceAndHaveNoBlankLine(String page) {
    assertThatExceptionOfType(MalformedPageException.class)
        .isThrownBy(() -> Recorded.read(page, OPEN_METRICS));
  }

  @Test
  void aValueThatIsNotUtf8IsRefused() {
    byte[] page = "a{b=\"\u00e9\"} 1\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThatExceptionOfType(MalformedPageException.class)
        .isThrownBy(() -> Recorded.read(page, TEXT))
        .withMessageContaining("UTF-8");
  }

  @Test
  void aKnownSeriesIsNotResolvedAgain() throws Exception {
    Recorded recorded = new Recorded();
    ExpositionParser<Recorded.Series> parser = new ExpositionParser<>(recorded);
    byte[] page = "a{b=\"x\"} 1\na{b=\"y\"} 2\n".getBytes(StandardCharsets.UTF_8);

    parser.parse(page, TEXT);
    parser.parse(page, TEXT);

    assertThat(recorded.resolved).isEqualTo(2);
    assertThat(recorded.samples).hasSize(4);
  }

  @Test
  void churnedSeriesAreForgotten() throws Exception {
    ExpositionParser<Recorded.Series> parser = new ExpositionParser<>(new Recorded());

    for (int page = 0; page < 1000; page++) {
      parser.parse(("a{pod=\"" + page + "\"} 1\n").getBytes(StandardCharsets.UTF_8), TEXT);
    }

    assertThat(parser.knownSeries()).isLessThanOrEqualTo(67);
  }

  private static Recorded.Sample sample(
      String name, Map<String, String> labels, double value, OptionalLong timestamp) {
    return new Recorded.Sample(
        new Recorded.Series(name, new Labels(new TreeMap<>(labels))), value, timestamp);
  }
}
