package io.rheostat.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceReaderTest {
  @Test
  void readsAzureRelativeToTheFirstRequest() {
    List<String> lines =
        List.of(
            "TIMESTAMP,ContextTokens,GeneratedTokens",
            "2023-11-16 18:15:46.6805900,374,44",
            "2023-11-16 18:15:50.9951690,396,109");

    assertThat(TraceReader.detect("azure", lines))
        .containsExactly(
            new Request(Duration.ZERO, 374, 44),
            new Request(Duration.ofNanos(4_314_579_000L), 396, 109));
  }

  @Test
  void readsMooncakeAndOrdersByTime() {
    List<String> lines =
        List.of(
            "{\"timestamp\": 3000, \"input_length\": 7, \"output_length\": 0, \"hash_ids\": [1]}",
            "{\"timestamp\":0,\"input_length\":5,\"output_length\":2,\"hash_ids\":[]}");

    assertThat(TraceReader.detect("mooncake", lines))
        .containsExactly(
            new Request(Duration.ZERO, 5, 2), new Request(Duration.ofSeconds(3), 7, 1));
  }

  @Test
  void readsItsOwnFormAndSkipsBlankLines() {
    List<String> lines = List.of("\uFEFFtime,inputTokens,outputTokens", "10.5,3,4", "", "12,5,6");

    assertThat(TraceReader.detect("own", lines))
        .containsExactly(
            new Request(Duration.ZERO, 3, 4), new Request(Duration.ofMillis(1500), 5, 6));
  }

  @Test
  void namesSourceLineAndRemedy() {
    assertThatThrownBy(
            () ->
                TraceReader.detect(
                    "my.csv", List.of("time,inputTokens,outputTokens", "1,2,3", "2,x,3")))
        .hasMessageContaining("my.csv, line 3")
        .hasMessageContaining("Correct or remove it.");
    assertThatThrownBy(() -> TraceReader.detect("my.csv", List.of("when,what")))
        .hasMessageContaining("my.csv, line 1")
        .hasMessageContaining("Begin with the header");
    assertThatThrownBy(() -> TraceReader.mooncake(List.of("{\"timestamp\": 1}")))
        .hasMessageContaining("line 1")
        .hasMessageContaining("input_length");
    assertThatThrownBy(() -> TraceReader.csv(List.of("time,inputTokens,outputTokens", "-1,2,3")))
        .hasMessageContaining("line 2");
  }

  @Test
  void readsTheRealMooncakeTrace() throws IOException {
    Path path =
        Path.of(
            System.getProperty("rheostat.shared.data", ""),
            "traces/mooncake/conversation_trace.jsonl");
    assumeTrue(
        Files.isRegularFile(path),
        "the Mooncake trace is not there; set rheostat.shared.data to the folder of real data");

    assertThat(TraceReader.detect("mooncake", Files.readAllLines(path))).hasSize(12_031);
  }
}
