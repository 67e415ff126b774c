package io.rheostat.simulator.trace.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rheostat.simulator.trace.RecordedTrace;
import io.rheostat.simulator.trace.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceReaderTest {
  private static final List<Request> TWO =
      List.of(new Request(Duration.ZERO, 374, 44), new Request(Duration.ofMillis(1500), 396, 109));

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Azure's of 2023 and of 2024, and its clothes.
        "TIMESTAMP,ContextTokens,GeneratedTokens|2023-11-16 18:15:46.5000000,374,44|2023-11-16"
            + " 18:15:48,396,109",
        "TIMESTAMP,ContextTokens,GeneratedTokens|2024-05-12 00:00:00+00:00,374,44|2024-05-12"
            + " 00:00:01.500000+00:00,396,109",
        "\"TIMESTAMP\",\"GeneratedTokens\",\"ContextTokens\"|\"2024-05-12T00:00:00Z\",\"44\",\"374\"|\"2024-05-12T00:00:01.5Z\",\"109\",\"396\"",
        "TIMESTAMP;NumImages;ContextTokens;GeneratedTokens|2024-05-12 00:00:00"
            + " UTC;0;374;44|2024-05-12 02:00:01,5+0200;1;396;109",
        // Mooncake's and Bailian's: the same names, milliseconds and seconds.
        "{\"timestamp\": 27000, \"input_length\": 374, \"output_length\": 44, \"hash_ids\": [1,"
            + " 2]}|{\"hash_ids\":[],\"output_length\":109,\"input_length\":396,\"timestamp\":28500}",
        "{\"chat_id\": 1, \"parent_chat_id\": -1, \"timestamp\": 61.5, \"input_length\": 374,"
            + " \"output_length\": 44, \"type\": \"text\"}|{\"chat_id\": 2, \"parent_chat_id\": 1,"
            + " \"timestamp\": 63.0, \"input_length\": 396, \"output_length\": 109, \"type\": \"a"
            + " \\\"b\\\", {\"}",
        // BurstGPT's, both.
        "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log"
            + " Type|5,ChatGPT,374,44,418,Conversation log|6.5,\"GPT-4, new\",396,109,505,API log",
        "Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Total tokens,Log"
            + " Type|5,a,1,ChatGPT,374,44,418,Conversation log|6.5,b,2,GPT-4,396,109,505,API log",
        // Splitwise's, Vidur's and this project's own.
        "request_id,request_type,application_id,arrival_timestamp,batch_size,prompt_size,token_size|0,2,0,0.25,1,374,44|1,2,0,1.75,1,396,109",
        "num_decode_tokens,arrived_at,num_prefill_tokens|44,0,374|109,1.5,396",
        "time,inputTokens,outputTokens|10.5,374,44|12,396,109",
        // Units by the column's name.
        "time_ms,prompt_tokens,completion_tokens|10,374,44|1510,396,109",
        "Timestamp (s)\tprompt_tokens\tcompletion_tokens|10\t374\t44|11.5\t396\t109",
        "arrivalTimeNs,inputTokens,outputTokens,ts_end_ns|10,374,44,99|1500000010,396,109,99",
        // Times since 1970 by their size.
        "ts,prompt_tokens,completion_tokens|1715472000,374,44|1715472001.5,396,109",
        "created_at,prompt_tokens,completion_tokens|1715472000000,374.0,44|1715472001500,396.0,109",
        "epoch_us,prompt_tokens,completion_tokens|1715472000000000,374,44|1715472001500000,396,109",
        // Nested fields, one array, objects over several lines.
        "[{\"timestamp\": \"2024-05-12T00:00:00Z\", \"data\": {\"input_tokens\": 374,"
            + " \"output_tokens\": 44}},| {\"timestamp\": \"2024-05-12T00:00:01.5Z\",|  \"data\":"
            + " {\"input_tokens\": 396, \"output_tokens\": 109}}]"
      })
  void publishedFormsAreReadByTheNamesOfTheirColumns(String file) {
    assertThat(read(file).requests()).isEqualTo(TWO);
  }

  @Test
  void requestsAreOrderedByTimeAndKnowTheirLine() {
    RecordedTrace trace = read("\uFEFFtime,inputTokens,outputTokens|12,5,6||10.5,3,0");

    assertThat(trace.requests())
        .containsExactly(
            new Request(Duration.ZERO, 3, 1), new Request(Duration.ofMillis(1500), 5, 6));
    assertThat(trace.place(0)).isEqualTo("my.csv, line 4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        // Half-read numbers and times.
        "time,inputTokens,outputTokens|1,2,3|2,3x,3#line 3#\"inputTokens\": 3x is no number",
        "time,inputTokens,outputTokens|1,2,3|2,3.5,3#line 3#3.5 is no whole number",
        "time,inputTokens,outputTokens|1,2,3|2,0x10,3#line 3#0x10 is no number",
        "time,inputTokens,outputTokens|1,2,3|2,NaN,3#line 3#NaN is no number",
        "time,inputTokens,outputTokens|1,2,3|2,-3,3#line 3#\"inputTokens\": -3",
        "time,inputTokens,outputTokens|1,2,3|2,99999999999,3#line 3#below 2^31",
        "time,inputTokens,outputTokens|1,2,3|2,,3#line 3#no \"inputTokens\"",
        "time,inputTokens,outputTokens|1,2,3|2d,3,3#line 3#\"2d\" is neither",
        "time,inputTokens,outputTokens|-1,2,3#line 2#before 0",
        "time,inputTokens,outputTokens|1,2,3|2,\"1,155\",3#line 3#1,155 is no number",
        "TIMESTAMP,ContextTokens,GeneratedTokens|2024-05-12 00:00:00 CEST,2,3#line 2#neither a"
            + " number",
        "TIMESTAMP,ContextTokens,GeneratedTokens|2024-02-31 00:00:00,2,3#line 2#is no time",
        "TIMESTAMP,ContextTokens,GeneratedTokens|5/12/2024 00:00,2,3#line 2#neither a number",
        "{\"timestamp\": 3, \"input_length\": 4e, \"output_length\": 5}#line 1#4e is no number",
        "{\"timestamp\": 3, \"input_length\": 4, \"output_length\": 5} x#line 1#no {",
        "{\"timestamp\": 3, \"input_length\": 4#line 1#neither , nor }",
        "[{\"timestamp\": 3, \"input_length\": 4, \"output_length\": 5}#line 1#not closed",
        "time,inputTokens,outputTokens|1,2,3|2,\"3,3#line 3#a quote is not closed",
        "time,inputTokens,outputTokens|1,2,3|2,3,3,4#line 3#it has 4 columns, the header 3",
        // One way of writing in one file.
        "TIMESTAMP,ContextTokens,GeneratedTokens|2024-05-12 00:00:00,2,3|2024-05-12"
            + " 00:00:01Z,2,3#line 3#on the lines before",
        "ts,prompt_tokens,completion_tokens|1715472000,2,3|1715472001500,2,3#line 3#has no unit",
        // A unit that nothing tells.
        "ts,prompt_tokens,completion_tokens|0,2,3|10,2,3#line 2#ts_ms",
        "{\"timestamp\": 0.5, \"input_length\": 4, \"output_length\": 5}#line 1#timestamp_s or"
            + " timestamp_ms",
        // Columns that are missing or doubled.
        "when,what|1,2#line 1#the times of requests",
        "2023-11-16 18:15:46,374,44|2023-11-16 18:15:47,374,44#line 1#the times of requests",
        "time,inputTokens,total tokens|1,2,3#line 1#generated tokens",
        "{\"timestamp\": 1}#line 1#prompt tokens",
        "{\"timestamp\": 1, \"input_length\": 2, \"output_length\": 3}|{\"timestamp\": 1,"
            + " \"input_length\": 2}#line 2#no \"output_length\"",
        "timestamp,ts,inputTokens,outputTokens|1,1,2,3#line 1#timestamp or ts",
        "time,time,inputTokens,outputTokens|1,1,2,3#line 1#two columns are named",
        "client,ts,rate,cv,pat,p1,p2|0,0,1,1,,,#line 1#spec.trace.servegen.rates",
        // Nothing to run.
        "time,inputTokens,outputTokens#my.csv#holds no request",
        "TIMESTAMP,ContextTokens,GeneratedTokens|2024-05-12 00:00:00,2,3|2024-05-12"
            + " 00:00:00,4,3#line 2#all of the 2 requests are at one instant"
      })
  void refusalsNameTheLineAndWhatWouldFit(String file, String place, String reason) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("my.csv")
        .hasMessageContaining(place)
        .hasMessageContaining(reason);
  }

  @Test
  void anEmptyFileHoldsNoRequest() {
    assertThatThrownBy(() -> TraceReader.read("my.csv", List.of()))
        .hasMessageContaining("my.csv holds no request");
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

    assertThat(TraceReader.read("mooncake", Files.readAllLines(path)).requests()).hasSize(12_031);
  }

  private static RecordedTrace read(String file) {
    return TraceReader.read("my.csv", List.of(file.split("\\|", -1)));
  }
}
