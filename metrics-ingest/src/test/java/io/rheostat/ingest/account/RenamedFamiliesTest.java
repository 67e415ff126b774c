package io.rheostat.ingest.account;

import static io.rheostat.ingest.testing.Pushing.NOW;
import static io.rheostat.ingest.testing.Pushing.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.settings.Ingest;
import io.rheostat.ingest.exposition.PageFormat;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.matching.SeriesMatcher;
import io.rheostat.ingest.matching.sample.PageTime;
import io.rheostat.ingest.metrics.IngestMetrics;
import io.rheostat.ingest.push.PushReceiver;
import io.rheostat.ingest.remotewrite.RemoteWriteEndpoint;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Declared;
import io.rheostat.ingest.testing.Pushing;
import io.rheostat.ingest.testing.RecordingLog;
import io.rheostat.ingest.testing.WriteBody;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Families under another spelling are read; what is not read is told, with the names that came.
final class RenamedFamiliesTest {
  private final RecordingLog log = new RecordingLog();
  private final Bench bench = Bench.with(log);
  private final IngestMetrics metrics = bench.ports().metrics();
  private final RemoteWriteEndpoint endpoint = endpoint();

  private RemoteWriteEndpoint endpoint() {
    metrics.declare(Pushing.CONFIGURATION, bench.ports().time()::now);
    SeriesMatcher matcher = new SeriesMatcher(Pushing.CONFIGURATION, metrics.accounts());
    return new RemoteWriteEndpoint(new PushReceiver(matcher, Ingest.DEFAULT, bench.ports()));
  }

  private void push(String family, double value) {
    WriteBody body =
        new WriteBody()
            .series("__name__", family, "namespace", "chat", "pod", "chat-0", "le", "1.0")
            .sample(value, NOW);
    Reply answer =
        endpoint.post(
            Pushing.request(
                WriteBody.snappy(body.version1()),
                "Content-Type",
                "application/x-protobuf",
                "Content-Encoding",
                "snappy"));
    assertThat(answer.status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({
    "vllm_num_requests_running, REQUESTS_RUNNING 3.0",
    "vllm.num_requests_running, REQUESTS_RUNNING 3.0",
    "vllm_num_requests_running_total, REQUESTS_RUNNING 3.0",
    "vllm_kv_cache_usage_perc_ratio, KV_CACHE_USAGE 3.0",
    "vllm_time_to_first_token_seconds_bucket, TIME_TO_FIRST_TOKEN le 1.0 3.0",
    "vllm_time_to_first_token_bucket, TIME_TO_FIRST_TOKEN le 1.0 3.0"
  })
  void anotherSpellingIsTheSameFamily(String family, String read) {
    push(family, 3);

    assertThat(told(log.readings())).containsExactly("chat-0 " + read);
  }

  @ParameterizedTest
  @CsvSource({
    "vllm_time_to_first_token_milliseconds_bucket",
    "corp_vllm_num_requests_running",
    "vllm_num_requests_running_sum"
  })
  void anotherUnitPrefixOrRoleIsAnotherFamily(String family) {
    push(family, 3);

    assertThat(log.readings()).isEmpty();
  }

  @Test
  void aPageIsReadWhateverItsSpelling() throws Exception {
    String page = "vllm_num_requests_running{engine=\"0\"} 6.0\nvllm_num_requests_waiting 0.0\n";
    var readings =
        new SeriesMatcher(Pushing.CONFIGURATION, metrics.accounts())
            .target(new Labels(Declared.labels("namespace", "chat", "pod", "chat-0")))
            .read(
                page.getBytes(StandardCharsets.UTF_8),
                PageFormat.ofContentType("text/plain"),
                new PageTime(Bench.START, Bench.START));

    assertThat(told(readings.readings()))
        .containsExactly("chat-0 REQUESTS_RUNNING 6.0", "chat-0 REQUESTS_WAITING 0.0");
  }

  @Test
  void theVeryNameCountsWhereBothSpellingsCome() {
    push("vllm_num_requests_running", 9);
    push("vllm:num_requests_running", 3);

    assertThat(log.readings().get(0).samples().getFirst().origin().preference())
        .isGreaterThan(log.readings().get(1).samples().getFirst().origin().preference());
  }

  @Test
  void aWorkloadWhoseFamiliesAreUnknownIsToldWithTheNearestNames() {
    for (int i = 0; i < 5; i++) {
      push("corp_vllm_num_requests_running", i);
    }
    push("node_cpu", 1);

    List<String> troubles = troubles(Duration.ofMinutes(2));

    assertThat(troubles)
        .singleElement()
        .asString()
        .contains("no sample was ever read by preset vllm", "6 samples", "under names like")
        .containsSubsequence("corp_vllm_num_requests_running", "node_cpu");
    assertThat(bench.registry().get("rheostat.ingest.workload.unread").functionCounter().count())
        .isEqualTo(6);
    assertThat(bench.registry().get("rheostat.ingest.workload.age").gauge().value()).isNaN();
  }

  @Test
  void aWorkloadOfWhichNothingCameIsTold() {
    assertThat(troubles(Duration.ofSeconds(5))).isEmpty();
    assertThat(troubles(Duration.ofMinutes(2)))
        .singleElement()
        .asString()
        .contains("no series came with its labels");
  }

  @Test
  void aSignalThatComesNoMoreIsToldWhileOthersCome() {
    push("vllm:num_requests_running", 1);
    push("vllm:num_requests_waiting", 1);
    assertThat(troubles(Duration.ofMinutes(1))).isEmpty();
    bench.time().advance(Duration.ofMinutes(10));
    WriteBody body =
        new WriteBody()
            .series("__name__", "vllm:num_requests_running", "namespace", "chat", "pod", "chat-0")
            .sample(2, NOW + 600_000);
    endpoint.post(
        Pushing.request(
            WriteBody.snappy(body.version2()),
            "Content-Type",
            "application/x-protobuf;proto=io.prometheus.write.v2.Request",
            "Content-Encoding",
            "snappy"));

    assertThat(troubles(Duration.ofMinutes(10)))
        .singleElement()
        .asString()
        .contains("REQUESTS_WAITING (600 s ago)");
  }

  @Test
  void namesThatAreMadeUpDoNotFillTheMemoryNorHideTheNearest() {
    for (int i = 0; i < 500; i++) {
      push("made_up_" + i, 1);
    }
    push("vllm_requests_running_num_v2", 1);

    WorkloadView view = metrics.accounts().views().getFirst();

    assertThat(view.unread().samples()).isEqualTo(501);
    assertThat(view.unread().nearest()).hasSizeLessThanOrEqualTo(5);
    assertThat(view.unread().nearest().getFirst().family())
        .isEqualTo("vllm_requests_running_num_v2");
  }

  @Test
  void theAccountOutlivesAReloadAndEndsWithItsWorkload() {
    push("vllm:num_requests_running", 1);
    metrics.declare(Pushing.CONFIGURATION, bench.ports().time()::now);
    assertThat(metrics.accounts().views().getFirst().read()).hasSize(1);

    metrics.declare(Declared.of(Declared.VLLM), bench.ports().time()::now);

    assertThat(metrics.accounts().views()).isEmpty();
    assertThat(bench.registry().find("rheostat.ingest.workload.age").gauge()).isNull();
  }

  private List<String> troubles(Duration later) {
    Instant now = Bench.START.plus(later);
    return metrics.accounts().troubles(now).getOrDefault("workload chat", List.of());
  }
}
