package io.rheostat.ingest.remotewrite;

import static io.rheostat.ingest.testing.Pushing.NOW;
import static io.rheostat.ingest.testing.Pushing.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.settings.Ingest;
import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.log.WorkloadLog;
import io.rheostat.ingest.push.PushReceiver;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.FailingLog;
import io.rheostat.ingest.testing.Pushing;
import io.rheostat.ingest.testing.RecordingLog;
import io.rheostat.ingest.testing.WriteBody;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Answers to a sender of remote write, and the content kept of its request.
final class RemoteWriteEndpointTest {
  private static final String RUNNING = "vllm:num_requests_running";
  private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

  private final RecordingLog log = new RecordingLog();
  private final Bench bench = Bench.with(log);
  private final RemoteWriteEndpoint endpoint = endpoint(bench, Ingest.DEFAULT);

  enum Version {
    ONE("application/x-protobuf"),
    TWO("application/x-protobuf;proto=io.prometheus.write.v2.Request");

    private final String type;

    Version(String type) {
      this.type = type;
    }

    byte[] of(WriteBody body) {
      return WriteBody.snappy(this == ONE ? body.version1() : body.version2());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsGoodIsKeptAndAnsweredWithNoContent(Version version) {
    Reply answer = post(version, good(new WriteBody(), "chat-0", 3));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(told(log.readings())).containsExactly("chat-0 REQUESTS_RUNNING 3.0");
  }

  @Test
  void version2IsToldWhatIsWritten() {
    Reply answer = post(Version.TWO, good(new WriteBody(), "chat-0", 3));

    assertThat(answer.headers())
        .containsEntry("X-Prometheus-Remote-Write-Samples-Written", "1")
        .containsEntry("X-Prometheus-Remote-Write-Histograms-Written", "0")
        .containsEntry("X-Prometheus-Remote-Write-Exemplars-Written", "0");
  }

  @Test
  void version2IsToldWhatIsWrittenOfAPartlyBadRequestToo() {
    WriteBody body = good(new WriteBody().series("pod", "x").sample(1, NOW), "chat-0", 3);

    Reply answer = post(Version.TWO, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).containsEntry("X-Prometheus-Remote-Write-Samples-Written", "1");
  }

  @ParameterizedTest
  @EnumSource
  void aSeriesWithoutANameIsRefusedAndTheRestKept(Version version) {
    refusedWithTheRestKept(version, new WriteBody().series("pod", "x"), "no metric name");
  }

  @ParameterizedTest
  @EnumSource
  void aLabelThatIsThereTwiceIsRefusedAndTheRestKept(Version version) {
    refusedWithTheRestKept(
        version,
        new WriteBody().series("__name__", RUNNING, "pod", "x", "pod", "y"),
        "label pod is there twice");
  }

  @ParameterizedTest
  @EnumSource
  void aLabelWithoutANameIsRefusedAndTheRestKept(Version version) {
    refusedWithTheRestKept(
        version, new WriteBody().series("__name__", RUNNING, "", "y"), "has no name");
  }

  @ParameterizedTest
  @EnumSource
  void aLabelThatIsNoUtf8IsRefusedAndTheRestKept(Version version) {
    byte[] broken = {(byte) 0xc3, 0x28};
    refusedWithTheRestKept(
        version,
        new WriteBody().series(bytes("__name__"), bytes(RUNNING), bytes("pod"), broken),
        "no UTF-8");
  }

  @ParameterizedTest
  @EnumSource
  void tooManyLabelsAreRefusedAndTheRestKept(Version version) {
    String[] many = new String[2 * 65];
    for (int index = 0; index < many.length; index += 2) {
      many[index] = index == 0 ? "__name__" : "l" + index;
      many[index + 1] = "v";
    }
    refusedWithTheRestKept(version, new WriteBody().series(many), "more than 64 labels");
  }

  @ParameterizedTest
  @EnumSource
  void aLabelThatIsTooLongIsRefusedAndTheRestKept(Version version) {
    refusedWithTheRestKept(
        version,
        new WriteBody().series("__name__", RUNNING, "pod", "x".repeat(4097)),
        "above 4096 bytes");
  }

  private void refusedWithTheRestKept(Version version, WriteBody bad, String words) {
    bad.sample(9, NOW);
    WriteBody body = good(bad, "chat-0", 3).series("a", "second error").sample(1, NOW);

    Reply answer = post(version, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.words()).contains(words).contains("the rest of the request is kept");
    assertThat(told(log.readings())).containsExactly("chat-0 REQUESTS_RUNNING 3.0");
    assertThat(bench.rejects().reasons()).contains(RejectionReason.MALFORMED_SERIES);
    assertThat(bench.counted("rheostat.ingest.samples", "fate", "invalid")).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void aSampleFromTheFutureIsRefusedAndTheRestKept(Version version) {
    WriteBody body = series(new WriteBody(), "chat-0").sample(7, NOW + 30_001);

    Reply answer = post(version, good(body, "chat-1", 3));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.words()).contains("30 s ahead");
    assertThat(told(log.readings())).containsExactly("chat-1 REQUESTS_RUNNING 3.0");
  }

  @Test
  void aSampleJustWithinTheFutureIsKept() {
    WriteBody body = series(new WriteBody(), "chat-0").sample(7, NOW + 30_000);

    assertThat(post(Version.ONE, body).status()).isEqualTo(204);
    assertThat(told(log.readings())).containsExactly("chat-0 REQUESTS_RUNNING 7.0");
  }

  @ParameterizedTest
  @EnumSource
  void aStaleMarkerIsCountedAndChangesNothing(Version version) {
    Reply answer = post(version, series(new WriteBody(), "chat-0").sample(STALE, NOW));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(log.events()).isEmpty();
    assertThat(bench.counted("rheostat.ingest.samples", "fate", "stale")).isEqualTo(1);
  }

  @Test
  void labelsOfAPrometheusPairAreDropped() {
    post(Version.ONE, series(new WriteBody(), "chat-0", "prometheus_replica", "a").sample(3, NOW));
    post(Version.ONE, series(new WriteBody(), "chat-0", "prometheus_replica", "b").sample(3, NOW));

    assertThat(log.readings()).hasSize(2);
    assertThat(log.readings().get(0)).isEqualTo(log.readings().get(1));
  }

  @Test
  void aRequestThatComesAgainSaysTheSame() {
    WriteBody body = good(new WriteBody(), "chat-0", 3);
    post(Version.ONE, body);
    post(Version.ONE, body);

    assertThat(log.readings().get(0)).isEqualTo(log.readings().get(1));
  }

  @Test
  void anotherEncodingIsUnsupported() {
    byte[] body = Version.ONE.of(good(new WriteBody(), "chat-0", 3));

    Reply none = endpoint.post(Pushing.request(body, "Content-Type", Version.ONE.type));
    Reply zstd =
        endpoint.post(
            Pushing.request(body, "Content-Type", Version.ONE.type, "Content-Encoding", "zstd"));
    Reply json =
        endpoint.post(
            Pushing.request(
                body, "Content-Type", "application/json", "Content-Encoding", "snappy"));
    Reply third =
        endpoint.post(
            Pushing.request(
                body,
                "Content-Type",
                "application/x-protobuf;proto=io.prometheus.write.v3.Request",
                "Content-Encoding",
                "snappy"));

    assertThat(List.of(none.status(), zstd.status(), json.status(), third.status()))
        .containsOnly(415);
    assertThat(log.events()).isEmpty();
  }

  @Test
  void aLogThatIsGoneIsAnsweredWithWhenToComeAgain() {
    FailingLog failing = new FailingLog();
    RemoteWriteEndpoint behind = endpoint(Bench.with(failing), Ingest.DEFAULT);
    WriteBody body = good(new WriteBody(), "chat-0", 3);

    Reply gone = post(behind, Version.ONE, body);
    failing.mend();
    Reply back = post(behind, Version.ONE, body);

    assertThat(gone.status()).isEqualTo(503);
    assertThat(gone.headers()).containsEntry("Retry-After", "5");
    assertThat(back.status()).isEqualTo(204);
    assertThat(told(failing.kept().readings())).containsExactly("chat-0 REQUESTS_RUNNING 3.0");
  }

  @Test
  void theGoodPartOfABadRequestIsOnTheLogBeforeTheAnswer() throws InterruptedException {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    CountDownLatch appended = new CountDownLatch(1);
    WorkloadLog slow =
        (_, _, _, _) -> {
          appended.countDown();
          return kept;
        };
    RemoteWriteEndpoint behind = endpoint(Bench.with(slow), Ingest.DEFAULT);
    WriteBody body = good(new WriteBody().series("pod", "x").sample(1, NOW), "chat-0", 3);
    CompletableFuture<Reply> answer =
        CompletableFuture.supplyAsync(() -> post(behind, Version.ONE, body));

    appended.await();
    assertThat(answer).isNotDone();
    kept.complete(null);

    assertThat(answer).succeedsWithin(Duration.ofSeconds(4)).returns(400, Reply::status);
  }

  @Test
  void aBadRequestThatALogDoesNotTakeIsToComeAgain() {
    RemoteWriteEndpoint behind = endpoint(Bench.with(new FailingLog()), Ingest.DEFAULT);
    WriteBody body = good(new WriteBody().series("pod", "x").sample(1, NOW), "chat-0", 3);

    assertThat(post(behind, Version.ONE, body).status()).isEqualTo(503);
  }

  @ParameterizedTest
  @EnumSource
  void moreSeriesThanARequestMayHaveAreRefused(Version version) {
    RemoteWriteEndpoint narrow = endpoint(bench, Pushing.limits(1, 64, 100, 1e6));
    WriteBody body = good(good(new WriteBody(), "chat-0", 3), "chat-1", 3);

    Reply answer = post(narrow, version, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.words()).contains("more than 1 series").contains("max_samples_per_send");
    assertThat(log.events()).isEmpty();
  }

  @Test
  void aSourceThatSendsTooMuchIsToldToWait() {
    RemoteWriteEndpoint narrow = endpoint(bench, Pushing.limits(10, 64, 100, 1));
    WriteBody two = good(good(new WriteBody(), "chat-0", 3), "chat-1", 3);

    Reply first = post(narrow, Version.ONE, two);
    Reply second = post(narrow, Version.ONE, two);

    assertThat(first.status()).isEqualTo(204);
    assertThat(second.status()).isEqualTo(429);
    assertThat(Integer.parseInt(second.headers().getOrDefault("Retry-After", "0"))).isBetween(1, 2);
    assertThat(log.readings()).hasSize(2);
  }

  @Test
  void rejectionsOfABodyThatBreaksOffAreNotThoseOfTheNextSource() {
    byte[] bad = new WriteBody().series("pod", "x").sample(1, NOW).version1();
    byte[] breaksOff = Arrays.copyOf(bad, bad.length + 1);
    breaksOff[bad.length] = 0x0a;

    Reply malformed =
        endpoint.post(
            Pushing.request(
                WriteBody.snappy(breaksOff),
                "Content-Type",
                Version.ONE.type,
                "Content-Encoding",
                "snappy"));
    int before = bench.rejects().rejections().size();
    post(Version.ONE, good(new WriteBody(), "chat-0", 3));

    assertThat(malformed.status()).isEqualTo(400);
    assertThat(malformed.words()).doesNotContain("is kept");
    assertThat(bench.rejects().rejections()).hasSize(before);
    assertThat(told(log.readings())).containsExactly("chat-0 REQUESTS_RUNNING 3.0");
  }

  private static WriteBody good(WriteBody body, String pod, double value) {
    return series(body, pod).sample(value, NOW);
  }

  private static WriteBody series(WriteBody body, String pod, String... more) {
    List<String> labels =
        new ArrayList<>(List.of("__name__", RUNNING, "namespace", "chat", "pod", pod));
    labels.addAll(List.of(more));
    return body.series(labels.toArray(new String[0]));
  }

  private Reply post(Version version, WriteBody body) {
    return post(endpoint, version, body);
  }

  private static Reply post(RemoteWriteEndpoint endpoint, Version version, WriteBody body) {
    return endpoint.post(
        Pushing.request(
            version.of(body), "Content-Type", version.type, "Content-Encoding", "snappy"));
  }

  private static RemoteWriteEndpoint endpoint(Bench bench, Ingest limits) {
    return new RemoteWriteEndpoint(new PushReceiver(Pushing.matcher(), limits, bench.ports()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
