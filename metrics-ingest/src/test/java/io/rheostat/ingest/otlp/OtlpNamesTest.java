package io.rheostat.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names of OpenTelemetry as Prometheus has them.
final class OtlpNamesTest {
  @ParameterizedTest
  @CsvSource({
    "GAUGE, vllm:num_requests_running, '', vllm:num_requests_running",
    "GAUGE, gen_ai.server.queue, {request}, gen_ai_server_queue",
    "GAUGE, system.memory.utilization, 1, system_memory_utilization_ratio",
    "HISTOGRAM, gen_ai.server.time_to_first_token, s, gen_ai_server_time_to_first_token_seconds",
    "HISTOGRAM, http.server.duration, ms, http_server_duration_milliseconds",
    "HISTOGRAM, wait_seconds, s, wait_seconds",
    "HISTOGRAM, wait.seconds.of, s, wait_seconds_of",
    "GAUGE, memory, By, memory_bytes",
    "GAUGE, io, By/s, io_bytes_per_second",
    "GAUGE, io, {packet}/s, io_per_second",
    "COUNTER, vllm:prompt_tokens, {token}, vllm:prompt_tokens_total",
    "COUNTER, requests_total, '', requests_total",
    "COUNTER, total.requests, s, requests_seconds_total",
    "COUNTER, share, 1, share_total",
    "SUM, share, 1, share",
    "GAUGE, (lambda).function.executions(#), '', lambda_function_executions",
    "GAUGE, 2xx, '', _2xx",
    "GAUGE, fuel, gallons, fuel_gallons"
  })
  void unitsAndTotalsStandBehindTheName(String kind, String name, String unit, String translated) {
    assertThat(OtlpNames.candidates(metric(kind, name, unit)).getLast()).isEqualTo(translated);
  }

  @Test
  void theNameAsItCameIsTriedFirstThenWithWhatANameCanHave() {
    assertThat(OtlpNames.candidates(metric("COUNTER", "a.b-c__d", "s")))
        .containsExactly("a.b-c__d", "a_b_c__d", "a_b_c_d_seconds_total");
  }

  private static Metric metric(String kind, String name, String unit) {
    boolean counter = kind.equals("COUNTER");
    return new Metric(
        name,
        unit,
        Metric.Kind.valueOf(counter ? "SUM" : kind),
        Metric.Temporality.CUMULATIVE,
        counter);
  }
}
