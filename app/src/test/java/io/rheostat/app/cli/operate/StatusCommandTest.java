package io.rheostat.app.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCommandTest {
  private static String load(String json) throws Exception {
    return StatusCommand.load(new ObjectMapper().readTree(json));
  }

  @Test
  void numbersAreAsLongAsAPersonReadsThem() throws Exception {
    assertThat(
            load(
                """
                {"requestsPerSecond": 2.4333333333333336, "ttftP99Seconds": 2.0950000000000006,
                 "attainmentLower": 0.9629629629629628}
                """))
        .isEqualTo("2.43 req/s, TTFT p99 2.10 s, attainment at least 96.3 % (estimated)");
    assertThat(load("{\"samplesPerSecond\": 81.23456, \"progressShare\": 0.123456}"))
        .isEqualTo("81 samples/s, 12 % done");
  }

  @ParameterizedTest
  @CsvSource({"null, null", "null, 1.0"})
  void whatIsNotKnownIsSaid(String ttft, String attainment) throws Exception {
    assertThat(
            load(
                "{\"requestsPerSecond\": 0.0, \"ttftP99Seconds\": %s, \"attainmentLower\": %s}"
                    .formatted(ttft, attainment)))
        .contains("TTFT p99 unknown");
  }
}
