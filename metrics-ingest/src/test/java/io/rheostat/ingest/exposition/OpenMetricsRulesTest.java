package io.rheostat.ingest.exposition;

import static io.rheostat.ingest.exposition.PageFormat.OPEN_METRICS;
import static io.rheostat.ingest.exposition.PageFormat.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.rheostat.ingest.exposition.series.MalformedPageException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// In the pages of these tests `|` ends a line; `# EOF` is added.
final class OpenMetricsRulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "# TYPE a counter|a 1; 2; a_total",
        "# TYPE a counter|a_total -1; 2; negative",
        "# TYPE a counter|# TYPE a counter|a_total 1; 2; second # TYPE",
        "# TYPE a gauge|# HELP b x|# UNIT a x; 3; twice",
        "# TYPE a gauge|a 1|# TYPE b gauge|b 1|a 2; 5; twice",
        "# TYPE a counter|# TYPE a_total gauge; 2; another family",
        "# TYPE a_created gauge|# TYPE a counter; 2; another family",
        "# TYPE a untyped; 1; no type",
        "# UNIT a_s m; 1; unit",
        "# UNIT a_s s|# TYPE a_s stateset; 2; unit",
        "# TYPE a gauge|a 1|a 1; 3; twice",
        "# TYPE a gauge|a 1 2|a 1 1; 3; go back",
        "# TYPE a gauge|a 1 2|a 1; 3; timestamp",
        "a{b=\"x\", c=\"y\"} 1; 1; name expected",
        "a  1; 1; no number",
        "'a 1 2 '; 1; exemplar",
        "# TYPE a histogram|a_bucket{le=\"1\"} 1|a_bucket{le=\"1\",x=\"y\"} 1; 2; +Inf",
        "# TYPE a histogram|a_bucket{le=\"+Inf\"} 1|a_sum{le=\"1\"} 1; 3; no label le",
        "# TYPE a histogram|a_bucket{le=\"x\"} 1; 2; le",
        "# TYPE a histogram|a_bucket{le=\"+Inf\"} 2|a_count 1|a_sum 1; 4; count",
        "# TYPE a histogram|a_bucket{le=\"+Inf\"} 2|a_sum 1|# TYPE b gauge; 3; sum",
        "# TYPE a summary|a{quantile=\"0.5\"} -1; 2; negative",
        "# TYPE a summary|a 1; 2; quantile",
        "# TYPE a info|a_info 1 # {} 1; 2; exemplars"
      })
  void aBrokenRuleIsNamedWithItsLine(String page, int line, String reason) {
    assertThatExceptionOfType(MalformedPageException.class)
        .isThrownBy(() -> Recorded.read(page(page), OPEN_METRICS))
        .matches(refused -> refused.line() == line, "line " + line)
        .withMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# TYPE a counter|# UNIT a |a_total 1",
        "# HELP a |# UNIT a_s s|# TYPE a_s gauge|a_s 1",
        "# TYPE a counter|a_total{b=\"x\"} 1|a_created{b=\"x\"} 2|a_total{b=\"y\"} 1",
        "# TYPE a stateset|a{a=\"on\"} 1|a{a=\"off\"} 0",
        "# TYPE a info|a_info{version=\"1\"} 1",
        "# TYPE a gauge|a 1 2|a 1 3",
        "# TYPE a histogram|a_bucket{le=\"+Inf\"} 1 1|a_bucket{le=\"+Inf\"} 2 2",
        "# TYPE a histogram|a_sum{b=\"1\"} 0|a_count{b=\"1\"} 0|a_bucket{b=\"1\",le=\"+Inf\"} 0",
        "# TYPE a summary|a{quantile=\"0.5\"} NaN|a_sum 0|a_count 0|a_created 1.5e9",
        "a_info 1|a_total 2|b 3",
        "# TYPE \"a.b\" counter|{\"a.b_total\",\"c.d\"=\"x\"} 1 # {trace=\"1\"} 0.5 1.5"
      })
  void whatTheRulesAllowIsRead(String page) {
    assertThatNoException().isThrownBy(() -> Recorded.read(page(page), OPEN_METRICS));
  }

  @Test
  void theRulesHoldOnLaterPagesToo() throws Exception {
    Recorded recorded = new Recorded();
    ExpositionParser<Recorded.Series> parser = new ExpositionParser<>(recorded);
    String good = "# TYPE a histogram|a_bucket{le=\"1\"} 1|a_bucket{le=\"+Inf\"} 2";
    String falling = "# TYPE a histogram|a_bucket{le=\"1\"} 3|a_bucket{le=\"+Inf\"} 2";

    for (int page = 0; page < 600; page++) {
      parser.parse(bytes(good), OPEN_METRICS);
      assertThatExceptionOfType(MalformedPageException.class)
          .isThrownBy(() -> parser.parse(bytes(falling), OPEN_METRICS))
          .withMessageContaining("less than the one before");
    }

    assertThat(recorded.resolved).isEqualTo(2);
  }

  @Test
  void aFamilyMayChangeItsTypeBetweenPages() throws Exception {
    ExpositionParser<Recorded.Series> parser = new ExpositionParser<>(new Recorded());

    for (int round = 0; round < 3; round++) {
      parser.parse(bytes("# TYPE a_total gauge|a_total -1"), OPEN_METRICS);
      parser.parse(bytes("# TYPE a counter|a_total 1"), OPEN_METRICS);
      parser.parse(bytes("a_total -1"), OPEN_METRICS);
      parser.parse("a_total -1\n".getBytes(StandardCharsets.UTF_8), TEXT);
      assertThatExceptionOfType(MalformedPageException.class)
          .isThrownBy(() -> parser.parse(bytes("# TYPE a counter|a_total -1"), OPEN_METRICS));
    }
  }

  @Test
  void aSeriesKnownFromATextPageMustBeStrictOnAnOpenMetricsPage() throws Exception {
    ExpositionParser<Recorded.Series> parser = new ExpositionParser<>(new Recorded());
    parser.parse("a{b=\"x\",} 1\n".getBytes(StandardCharsets.UTF_8), TEXT);

    assertThatExceptionOfType(MalformedPageException.class)
        .isThrownBy(() -> parser.parse(bytes("a{b=\"x\",} 1"), OPEN_METRICS));
  }

  @Test
  void metricsThatComeAndGoKeepTheirRules() throws Exception {
    ExpositionParser<Recorded.Series> parser = new ExpositionParser<>(new Recorded());

    for (int page = 0; page < 1000; page++) {
      StringBuilder text = new StringBuilder("# TYPE a histogram");
      for (int pod = page; pod < page + 50; pod++) {
        text.append("|a_bucket{pod=\"" + pod + "\",le=\"+Inf\"} 1");
        text.append("|a_count{pod=\"" + pod + "\"} 1|a_sum{pod=\"" + pod + "\"} 1");
      }
      parser.parse(bytes(text.toString()), OPEN_METRICS);
    }

    assertThat(parser.knownSeries()).isLessThan(400);
  }

  private static byte[] bytes(String page) {
    return page(page).getBytes(StandardCharsets.UTF_8);
  }

  private static String page(String page) {
    return page.isEmpty() ? "# EOF\n" : page.replace('|', '\n') + "\n# EOF\n";
  }
}
