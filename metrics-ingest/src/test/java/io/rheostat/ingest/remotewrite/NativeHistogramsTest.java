package io.rheostat.ingest.remotewrite;

import static io.rheostat.ingest.testing.Declared.rule;
import static io.rheostat.ingest.testing.Pushing.NOW;
import static io.rheostat.ingest.testing.Pushing.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.Ingest;
import io.rheostat.config.settings.SignalPreset;
import io.rheostat.ingest.exposition.histogram.ExponentialBuckets;
import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.matching.SeriesMatcher;
import io.rheostat.ingest.push.PushReceiver;
import io.rheostat.ingest.remotewrite.RemoteWriteProto.BucketSpan;
import io.rheostat.ingest.remotewrite.RemoteWriteProto.Histogram;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Declared;
import io.rheostat.ingest.testing.Pushing;
import io.rheostat.ingest.testing.RecordingLog;
import io.rheostat.ingest.testing.WriteBody;
import io.rheostat.model.signal.Signal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Native histograms of remote write become the bucket, sum and count series of a classic one.
final class NativeHistogramsTest {
  private static final String FIRST_TOKEN = "vllm:time_to_first_token_seconds";
  private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

  private static final SignalPreset PRESET =
      new SignalPreset(
          "vllm",
          List.of("pod"),
          List.of(),
          List.of(),
          List.of(),
          List.of(
              rule("vllm:num_requests_running", Signal.REQUESTS_RUNNING),
              rule(FIRST_TOKEN, Signal.TIME_TO_FIRST_TOKEN),
              rule(FIRST_TOKEN + "_sum", Signal.TIME_TO_FIRST_TOKEN_SUM),
              rule(FIRST_TOKEN + "_count", Signal.REQUESTS_FINISHED)));

  private final RecordingLog log = new RecordingLog();
  private final Bench bench = Bench.with(log);
  private final Configuration declared = Declared.of(PRESET, Pushing.CHAT);
  private final RemoteWriteEndpoint endpoint =
      new RemoteWriteEndpoint(
          new PushReceiver(new SeriesMatcher(declared), Ingest.DEFAULT, bench.ports()));

  /// 3 observations in (0.5, 1], 2 in (1, 2] and 1 in (4, 8], at scale 0; one of zero.
  private static Histogram.Builder whole() {
    return Histogram.newBuilder()
        .setCountInt(7)
        .setSum(12.5)
        .setSchema(0)
        .setZeroThreshold(1e-6)
        .setZeroCountInt(1)
        .addPositiveSpans(span(0, 2))
        .addPositiveSpans(span(1, 1))
        .addPositiveDeltas(3)
        .addPositiveDeltas(-1)
        .addPositiveDeltas(-1)
        .setTimestamp(NOW);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHistogramOfWholeCountsIsReadAsBuckets(boolean version2) {
    Reply answer = post(version2, body(FIRST_TOKEN, whole().build()));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(told(log.readings()))
        .hasSize(ExponentialBuckets.bounds() + 2)
        .contains(
            "chat-0 TIME_TO_FIRST_TOKEN le 0.5 1.0",
            "chat-0 TIME_TO_FIRST_TOKEN le 1.0 4.0",
            "chat-0 TIME_TO_FIRST_TOKEN le 2.0 6.0",
            "chat-0 TIME_TO_FIRST_TOKEN le 4.0 6.0",
            "chat-0 TIME_TO_FIRST_TOKEN le 8.0 7.0",
            "chat-0 TIME_TO_FIRST_TOKEN le Infinity 7.0",
            "chat-0 TIME_TO_FIRST_TOKEN_SUM 12.5",
            "chat-0 REQUESTS_FINISHED 7.0");
  }

  @Test
  void aHistogramOfFractionalCountsIsReadAlike() {
    Histogram fractional =
        Histogram.newBuilder()
            .setCountFloat(7)
            .setSum(12.5)
            .setZeroThreshold(1e-6)
            .setZeroCountFloat(1)
            .addPositiveSpans(span(0, 2))
            .addPositiveSpans(span(1, 1))
            .addPositiveCounts(3)
            .addPositiveCounts(2)
            .addPositiveCounts(1)
            .setTimestamp(NOW)
            .build();
    post(false, body(FIRST_TOKEN, fractional));
    List<String> fractionalTold = told(log.readings());
    post(false, body(FIRST_TOKEN, whole().build()));

    assertThat(log.readings().get(1)).isEqualTo(log.readings().get(0));
    assertThat(fractionalTold).isNotEmpty();
  }

  @Test
  void boundsOfItsOwnAreReadDirectly() {
    Histogram custom =
        Histogram.newBuilder()
            .setSchema(-53)
            .setCountInt(6)
            .setSum(3)
            .addAllCustomValues(List.of(0.25, 0.5, 2.0))
            .addPositiveSpans(span(0, 1))
            .addPositiveSpans(span(1, 2))
            .addPositiveDeltas(1)
            .addPositiveDeltas(1)
            .addPositiveDeltas(1)
            .setTimestamp(NOW)
            .build();

    post(true, body(FIRST_TOKEN, custom));

    assertThat(told(log.readings()))
        .containsExactlyInAnyOrder(
            "chat-0 TIME_TO_FIRST_TOKEN le 0.25 1.0",
            "chat-0 TIME_TO_FIRST_TOKEN le 0.5 1.0",
            "chat-0 TIME_TO_FIRST_TOKEN le 2.0 3.0",
            "chat-0 TIME_TO_FIRST_TOKEN le Infinity 6.0",
            "chat-0 TIME_TO_FIRST_TOKEN_SUM 3.0",
            "chat-0 REQUESTS_FINISHED 6.0");
  }

  @Test
  void version2IsToldHowManyHistogramsAreWritten() {
    Reply answer =
        post(
            true,
            body(FIRST_TOKEN, whole().build(), whole().setTimestamp(NOW - 1000).build())
                .sample(1, NOW));

    assertThat(answer.headers())
        .containsEntry("X-Prometheus-Remote-Write-Histograms-Written", "2")
        .containsEntry("X-Prometheus-Remote-Write-Samples-Written", "1");
    assertThat(log.readings()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHistogramThatNobodyReadsMakesNoSeries(boolean version2) {
    Reply answer = post(version2, body("go_gc_pauses_seconds", whole().build()));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(bench.registry().get("rheostat.ingest.series.known").gauge().value()).isZero();
    assertThat(bench.counted("rheostat.ingest.samples", "fate", "unread")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatEndsIsStaleAndChangesNothing(boolean version2) {
    Reply answer =
        post(
            version2,
            body(FIRST_TOKEN, Histogram.newBuilder().setSum(STALE).setTimestamp(NOW).build()));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(log.events()).isEmpty();
    assertThat(bench.counted("rheostat.ingest.samples", "fate", "stale")).isEqualTo(1);
  }

  @Test
  void impossibleHistogramsAreRefusedAndTheRestKept() {
    Stream.of(
            whole().addPositiveDeltas(1),
            whole().setPositiveDeltas(1, -9),
            whole().setSchema(21),
            whole().setSchema(-53),
            whole().setSchema(-53).addAllCustomValues(List.of(2.0, 1.0, 3.0, 4.0)),
            whole().setZeroThreshold(-1),
            whole().setPositiveSpans(0, span(0, -1)))
        .forEach(
            bad -> {
              int before = log.events().size();
              WriteBody body = body(FIRST_TOKEN, bad.build());
              body.series("__name__", "vllm:num_requests_running", "namespace", "chat", "pod", "c")
                  .sample(2, NOW);

              Reply answer = post(true, body);

              assertThat(answer.status()).isEqualTo(400);
              assertThat(answer.words()).contains("a histogram is refused");
              assertThat(answer.headers())
                  .containsEntry("X-Prometheus-Remote-Write-Histograms-Written", "0");
              assertThat(told(log.readings().subList(before, log.events().size())))
                  .containsExactly("c REQUESTS_RUNNING 2.0");
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHistogramWithoutANameIsRefused(boolean version2) {
    WriteBody body = new WriteBody().series("pod", "x").histogram(whole().build().toByteArray());

    Reply answer = post(version2, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.words()).contains("__name__");
  }

  @Test
  void samplesBehindAHistogramAreStillThoseOfTheirSeries() {
    // Fields may stand in any order: a sample that follows must not fall into the last bucket.
    WriteBody mixed = body("vllm:num_requests_running", whole().build()).sample(4, NOW);

    post(true, mixed);

    assertThat(told(log.readings())).containsExactly("chat-0 REQUESTS_RUNNING 4.0");
  }

  private static WriteBody body(String metric, Histogram... histograms) {
    WriteBody body =
        new WriteBody().series("__name__", metric, "namespace", "chat", "pod", "chat-0");
    for (Histogram histogram : histograms) {
      body.histogram(histogram.toByteArray());
    }
    return body;
  }

  private Reply post(boolean version2, WriteBody body) {
    return endpoint.post(
        Pushing.request(
            WriteBody.snappy(version2 ? body.version2() : body.version1()),
            "Content-Encoding",
            "snappy",
            "Content-Type",
            version2
                ? "application/x-protobuf;proto=io.prometheus.write.v2.Request"
                : "application/x-protobuf"));
  }

  private static BucketSpan span(int offset, int length) {
    return BucketSpan.newBuilder().setOffset(offset).setLength(length).build();
  }
}
