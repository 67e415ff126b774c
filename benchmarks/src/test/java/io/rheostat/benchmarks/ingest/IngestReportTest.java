package io.rheostat.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.benchmarks.ingest.load.SentLoad;
import io.rheostat.benchmarks.ingest.receiver.ProcessUsage;
import io.rheostat.benchmarks.ingest.receiver.ReceiverKind;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class IngestReportTest {
  private final Map<ReceiverKind, List<IngestTrial.Result>> results =
      new EnumMap<>(ReceiverKind.class);

  private static IngestTrial.Result trial(long samples, double cpuSeconds) {
    SentLoad sent = new SentLoad(samples, 20 * samples, Duration.ofSeconds(10), Map.of(503, 2L), 0);
    ProcessUsage usage = new ProcessUsage(cpuSeconds, 1 << 28, 1 << 29);
    IngestTrial.Stretch stretch =
        new IngestTrial.Stretch(
            sent, 3, Duration.ofMillis(1_500), usage, 1, Map.of("readings", 7.0));
    return new IngestTrial.Result(stretch, stretch);
  }

  private JsonNode json() throws IOException {
    IngestReport report = new IngestReport(results, new IngestReport.Setting(3, 10, 60_000, 1.5));
    return new ObjectMapper().readTree(report.json());
  }

  @Test
  void tellsMediansSpreadAndTheRatioToVictoriaMetrics() throws IOException {
    results.put(
        ReceiverKind.RHEOSTAT,
        List.of(trial(1_000_000, 10), trial(3_000_000, 10), trial(2_000_000, 10)));
    results.put(ReceiverKind.VICTORIA_METRICS, List.of(trial(4_000_000, 10)));

    JsonNode json = json();

    assertThat(json.at("/rheostat/samplesPerCpuSecond").asLong()).isEqualTo(200_000);
    assertThat(json.at("/rheostat/samplesPerCpuSecondSpread/max").asLong()).isEqualTo(300_000);
    assertThat(json.at("/rheostat/samplesPerSecond").asLong()).isEqualTo(200_000);
    assertThat(json.at("/rheostat/catchUpSeconds").asDouble()).isEqualTo(1.5);
    assertThat(json.at("/rheostat/answersByOtherStatus/503").asLong()).isEqualTo(6);
    assertThat(json.at("/rheostat/ownCounts/readings").asLong()).isEqualTo(21);
    assertThat(json.at("/rheostatToVictoriaMetrics/samplesPerCpuSecondRatio").asDouble())
        .isEqualTo(0.5);
  }

  @Test
  void leavesOutWhatDidNotRun() throws IOException {
    results.put(ReceiverKind.PROMETHEUS, List.of(trial(1_000_000, 10)));

    JsonNode json = json();

    assertThat(json.has("prometheus")).isTrue();
    assertThat(json.has("rheostat")).isFalse();
    assertThat(json.has("prometheusToVictoriaMetrics")).isFalse();
    assertThat(json.at("/series").asInt()).isEqualTo(60_000);
  }
}
