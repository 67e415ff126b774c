package io.rheostat.ingest.otlp;

import static io.rheostat.ingest.otlp.Exported.CUMULATIVE;
import static io.rheostat.ingest.otlp.Exported.DELTA;
import static io.rheostat.ingest.otlp.Exported.NANOS;
import static io.rheostat.ingest.otlp.Exported.buckets;
import static io.rheostat.ingest.otlp.Exported.exponential;
import static io.rheostat.ingest.otlp.Exported.gauge;
import static io.rheostat.ingest.otlp.Exported.histogram;
import static io.rheostat.ingest.otlp.Exported.number;
import static io.rheostat.ingest.otlp.Exported.sum;
import static io.rheostat.ingest.testing.Declared.rule;
import static io.rheostat.ingest.testing.Pushing.NOW;
import static io.rheostat.ingest.testing.Pushing.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.rheostat.config.settings.Ingest;
import io.rheostat.config.settings.SignalPreset;
import io.rheostat.ingest.exposition.histogram.ExponentialBuckets;
import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.matching.SeriesMatcher;
import io.rheostat.ingest.otlp.OtlpProto.AggregationTemporality;
import io.rheostat.ingest.otlp.OtlpProto.Buckets;
import io.rheostat.ingest.otlp.OtlpProto.ExponentialHistogramDataPoint;
import io.rheostat.ingest.otlp.OtlpProto.ExportMetricsServiceRequest;
import io.rheostat.ingest.otlp.OtlpProto.ExportMetricsServiceResponse;
import io.rheostat.ingest.otlp.OtlpProto.Metric;
import io.rheostat.ingest.otlp.OtlpProto.NumberDataPoint;
import io.rheostat.ingest.otlp.OtlpProto.PartialSuccess;
import io.rheostat.ingest.otlp.OtlpProto.Status;
import io.rheostat.ingest.otlp.OtlpProto.SummaryDataPoint;
import io.rheostat.ingest.push.PushReceiver;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Declared;
import io.rheostat.ingest.testing.FailingLog;
import io.rheostat.ingest.testing.Pushing;
import io.rheostat.ingest.testing.RecordingLog;
import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each kind of data of OpenTelemetry as readings, and what a sender is answered.
final class OtlpEndpointTest {
  private static final SignalPreset PRESET =
      new SignalPreset(
          "vllm",
          List.of("pod", "instance"),
          List.of(),
          List.of("engine"),
          List.of(),
          List.of(
              rule("running", Signal.REQUESTS_RUNNING),
              rule("kv_usage_ratio", Signal.KV_CACHE_USAGE),
              rule("prompt_tokens_total", Signal.PROMPT_TOKENS),
              rule("ttft_seconds", Signal.TIME_TO_FIRST_TOKEN),
              rule("ttft_seconds_sum", Signal.TIME_TO_FIRST_TOKEN_SUM),
              rule("ttft_seconds_count", Signal.REQUESTS_FINISHED)));

  private final RecordingLog log = new RecordingLog();
  private final Bench bench = Bench.with(log);
  private final OtlpEndpoint endpoint = endpoint(bench, Ingest.DEFAULT);

  @Test
  void aGaugeIsReadAtItsOwnTime() {
    Reply answer = post(gauge("running", number(3)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("Content-Type", "application/x-protobuf");
    assertThat(answer.body()).isEmpty();
    assertThat(told(log.readings())).containsExactly("chat-0 REQUESTS_RUNNING 3.0");
    assertThat(log.readings().getFirst().observedAt()).isEqualTo(Instant.ofEpochMilli(NOW));
  }

  @Test
  void aWholeNumberIsAValueToo() {
    post(gauge("running", NumberDataPoint.newBuilder().setTimeUnixNano(NANOS).setAsInt(0).build()));

    assertThat(told(log.readings())).containsExactly("chat-0 REQUESTS_RUNNING 0.0");
  }

  @Test
  void aNonMonotonicTotalIsAGauge() {
    post(sum("running", CUMULATIVE, false, number(4)));

    assertThat(told(log.readings())).containsExactly("chat-0 REQUESTS_RUNNING 4.0");
  }

  @Test
  void aMonotonicTotalIsACounter() {
    post(sum("prompt.tokens", CUMULATIVE, true, number(40)));

    assertThat(told(log.readings())).containsExactly("chat-0 PROMPT_TOKENS 40.0");
    assertThat(temporalities()).containsOnly(Origin.Temporality.CUMULATIVE);
  }

  @Test
  void aMonotonicSumOfDeltasIsGrowth() {
    post(sum("prompt.tokens", DELTA, true, number(40)));

    assertThat(told(log.readings())).containsExactly("chat-0 PROMPT_TOKENS 40.0");
    assertThat(temporalities()).containsOnly(Origin.Temporality.DELTA);
  }

  @Test
  void aNonMonotonicSumOfDeltasIsRefusedAndTheRestKept() {
    Reply answer = post(sum("running", DELTA, false, number(4), number(5)), gaugeOfUsage());

    assertThat(partial(answer).getRejectedDataPoints()).isEqualTo(2);
    assertThat(partial(answer).getErrorMessage())
        .contains("running")
        .contains("non-monotonic sum of deltas")
        .contains("temporality preference");
    assertThat(told(log.readings())).containsExactly("chat-0 KV_CACHE_USAGE 0.5");
  }

  @Test
  void aSumOfNoTemporalityIsRefused() {
    Reply answer =
        post(
            sum(
                "prompt_tokens",
                AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED,
                true,
                number(4)));

    assertThat(partial(answer).getRejectedDataPoints()).isEqualTo(1);
    assertThat(log.events()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = AggregationTemporality.class,
      names = {"AGGREGATION_TEMPORALITY_DELTA", "AGGREGATION_TEMPORALITY_CUMULATIVE"})
  void aHistogramIsReadAsCumulativeBuckets(AggregationTemporality temporality) {
    post(inSeconds(histogram("ttft", temporality, buckets().build())));

    assertThat(told(log.readings()))
        .containsExactlyInAnyOrder(
            "chat-0 REQUESTS_FINISHED 6.0",
            "chat-0 TIME_TO_FIRST_TOKEN_SUM 7.5",
            "chat-0 TIME_TO_FIRST_TOKEN le 0.1 1.0",
            "chat-0 TIME_TO_FIRST_TOKEN le 1.0 3.0",
            "chat-0 TIME_TO_FIRST_TOKEN le Infinity 6.0");
    assertThat(temporalities())
        .containsOnly(
            temporality == DELTA ? Origin.Temporality.DELTA : Origin.Temporality.CUMULATIVE);
  }

  @Test
  void aHistogramWithoutBucketsHasItsTotals() {
    post(
        inSeconds(
            histogram(
                "ttft",
                CUMULATIVE,
                buckets().clearBucketCounts().clearExplicitBounds().clearSum().build())));

    assertThat(told(log.readings()))
        .containsExactlyInAnyOrder(
            "chat-0 REQUESTS_FINISHED 6.0", "chat-0 TIME_TO_FIRST_TOKEN le Infinity 6.0");
  }

  @ParameterizedTest
  @EnumSource(
      value = AggregationTemporality.class,
      names = {"AGGREGATION_TEMPORALITY_DELTA", "AGGREGATION_TEMPORALITY_CUMULATIVE"})
  void anExponentialHistogramIsReadOnTheGrid(AggregationTemporality temporality) {
    post(
        inSeconds(
            exponential(
                "ttft",
                temporality,
                ExponentialHistogramDataPoint.newBuilder()
                    .setTimeUnixNano(NANOS)
                    .setCount(7)
                    .setSum(9)
                    .setScale(0)
                    .setZeroCount(1)
                    .setPositive(
                        Buckets.newBuilder().setOffset(-1).addAllBucketCounts(List.of(3L, 2L, 1L)))
                    .build())));

    assertThat(told(log.readings()))
        .hasSize(ExponentialBuckets.bounds() + 2)
        .contains(
            "chat-0 TIME_TO_FIRST_TOKEN le 0.5 1.0",
            "chat-0 TIME_TO_FIRST_TOKEN le 1.0 4.0",
            "chat-0 TIME_TO_FIRST_TOKEN le 2.0 6.0",
            "chat-0 TIME_TO_FIRST_TOKEN le 4.0 7.0",
            "chat-0 TIME_TO_FIRST_TOKEN_SUM 9.0");
    assertThat(temporalities())
        .containsOnly(
            temporality == DELTA ? Origin.Temporality.DELTA : Origin.Temporality.CUMULATIVE);
  }

  @Test
  void ofASummaryTheSumAndTheCountAreRead() {
    post(
        inSeconds(
            Metric.newBuilder()
                .setName("ttft")
                .setSummary(
                    OtlpProto.Summary.newBuilder()
                        .addDataPoints(
                            SummaryDataPoint.newBuilder()
                                .setTimeUnixNano(NANOS)
                                .setCount(3)
                                .setSum(2.5)))
                .build()));

    assertThat(told(log.readings()))
        .containsExactlyInAnyOrder(
            "chat-0 REQUESTS_FINISHED 3.0", "chat-0 TIME_TO_FIRST_TOKEN_SUM 2.5");
  }

  @Test
  void whatHasNoRecordedValueIsNoSample() {
    Reply answer =
        post(
            gauge("running", number(3).toBuilder().setFlags(1).build()),
            inSeconds(histogram("ttft", CUMULATIVE, buckets().setFlags(1).build())));

    assertThat(answer.body()).isEmpty();
    assertThat(log.events()).isEmpty();
  }

  @Test
  void impossibleHistogramsAreRefusedAndTheRestKept() {
    Reply answer =
        post(
            inSeconds(
                histogram(
                    "ttft",
                    CUMULATIVE,
                    buckets().addExplicitBounds(2).build(),
                    buckets().setExplicitBounds(0, 1).build())),
            inSeconds(
                exponential(
                    "ttft",
                    CUMULATIVE,
                    ExponentialHistogramDataPoint.newBuilder().setScale(21).build())),
            gaugeOfUsage());

    assertThat(partial(answer).getRejectedDataPoints()).isEqualTo(3);
    assertThat(partial(answer).getErrorMessage()).contains("a histogram of ttft is refused");
    assertThat(told(log.readings())).containsExactly("chat-0 KV_CACHE_USAGE 0.5");
  }

  @Test
  void aDataPointFromTheFutureIsRefusedAndTheRestKept() {
    Reply answer =
        post(
            gauge(
                "running", number(3).toBuilder().setTimeUnixNano(NANOS + 60_000_000_000L).build()),
            gaugeOfUsage());

    assertThat(partial(answer).getRejectedDataPoints()).isEqualTo(1);
    assertThat(partial(answer).getErrorMessage()).contains("30 s ahead");
    assertThat(told(log.readings())).containsExactly("chat-0 KV_CACHE_USAGE 0.5");
  }

  @Test
  void tooManyLabelsAreRefused() {
    OtlpEndpoint narrow = endpoint(bench, Pushing.limits(100, 3, 100, 1e6));

    Reply answer = Exported.post(narrow, Exported.of("chat-0", gauge("running", number(3))));

    assertThat(partial(answer).getRejectedDataPoints()).isEqualTo(1);
    assertThat(partial(answer).getErrorMessage()).contains("more than 3 labels");
  }

  @Test
  void whatNobodyReadsMakesNoSeries() {
    Reply answer =
        post(
            gauge("other", number(1), number(2)),
            histogram("other", CUMULATIVE, buckets().build()),
            sum("other", DELTA, false, number(1)));

    assertThat(answer.body()).isEmpty();
    assertThat(bench.counted("rheostat.ingest.samples", "fate", "unread")).isEqualTo(4);
    assertThat(bench.registry().get("rheostat.ingest.series.known").gauge().value()).isZero();
  }

  @Test
  void aRequestThatComesAgainSaysTheSame() {
    post(sum("prompt_tokens", DELTA, true, number(4)));
    post(sum("prompt_tokens", DELTA, true, number(4)));

    assertThat(log.readings()).hasSize(2);
    assertThat(log.readings().get(1)).isEqualTo(log.readings().get(0));
  }

  @Test
  void partsMayStandInAnyOrder() {
    ExportMetricsServiceRequest resource = Exported.of("chat-0");
    ExportMetricsServiceRequest whole = Exported.of(List.of(), gauge("running", number(3)));
    byte[] scopesFirst = whole.getResourceMetrics(0).getScopeMetrics(0).toByteArray();
    byte[] behind = resource.getResourceMetrics(0).getResource().toByteArray();
    byte[] source = joined(field(2, scopesFirst), field(1, behind));

    Reply answer =
        endpoint.post(Pushing.request(field(1, source), "Content-Type", "application/x-protobuf"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(told(log.readings())).containsExactly("chat-0 REQUESTS_RUNNING 3.0");
  }

  @Test
  void aPageOfVllmThroughACollectorMatchesItsPreset() {
    RecordingLog kept = new RecordingLog();
    OtlpEndpoint vllm =
        new OtlpEndpoint(
            new PushReceiver(Pushing.matcher(), Ingest.DEFAULT, Bench.with(kept).ports()));
    NumberDataPoint engine =
        number(3).toBuilder().addAttributes(Exported.text("engine", "0")).build();

    Exported.post(
        vllm,
        Exported.of(
            List.of(
                Exported.text("service.name", "vllm"),
                Exported.text("service.instance.id", "10.0.0.7:8000"),
                Exported.text("namespace", "chat")),
            gauge("vllm:num_requests_running", engine),
            histogram("vllm:time_to_first_token_seconds", CUMULATIVE, buckets().build())));

    assertThat(told(kept.readings()))
        .containsExactly(
            "10.0.0.7:8000 REQUESTS_RUNNING 3.0",
            "10.0.0.7:8000 TIME_TO_FIRST_TOKEN le 0.1 1.0",
            "10.0.0.7:8000 TIME_TO_FIRST_TOKEN le 1.0 3.0",
            "10.0.0.7:8000 TIME_TO_FIRST_TOKEN le Infinity 6.0");
  }

  @Test
  void whatIsNoRequestIsRefusedInTheWordsOfTheProtocol() throws Exception {
    Reply answer =
        endpoint.post(
            Pushing.request(
                "{}".getBytes(StandardCharsets.UTF_8), "Content-Type", "application/x-protobuf"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).containsEntry("Content-Type", "application/x-protobuf");
    assertThat(Status.parseFrom(answer.body()).getCode()).isEqualTo(3);
    assertThat(Status.parseFrom(answer.body()).getMessage())
        .contains("no ExportMetricsServiceRequest");
  }

  @Test
  void jsonAndOtherEncodingsAreUnsupported() {
    byte[] body = Exported.of("chat-0").toByteArray();

    Reply json = endpoint.post(Pushing.request(body, "Content-Type", "application/json"));
    Reply zstd =
        endpoint.post(
            Pushing.request(
                body, "Content-Type", "application/x-protobuf", "Content-Encoding", "zstd"));

    assertThat(json.status()).isEqualTo(415);
    assertThat(json.words()).contains("application/x-protobuf is taken");
    assertThat(zstd.status()).isEqualTo(415);
  }

  @Test
  void aLogThatIsGoneIsAnsweredWithWhenToComeAgain() throws Exception {
    OtlpEndpoint behind = endpoint(Bench.with(new FailingLog()), Ingest.DEFAULT);

    Reply answer = Exported.post(behind, Exported.of("chat-0", gauge("running", number(3))));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsEntry("Retry-After", "5");
    assertThat(Status.parseFrom(answer.body()).getCode()).isEqualTo(14);
  }

  @Test
  void aSourceThatSendsTooMuchIsToldToWait() throws Exception {
    OtlpEndpoint narrow = endpoint(bench, Pushing.limits(10, 64, 100, 1));
    ExportMetricsServiceRequest two =
        Exported.of("chat-0", gauge("running", number(3)), gaugeOfUsage());
    Exported.post(narrow, two);

    Reply answer = Exported.post(narrow, two);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers()).containsKey("Retry-After");
    assertThat(Status.parseFrom(answer.body()).getCode()).isEqualTo(8);
  }

  @Test
  void moreDataPointsThanARequestMayHaveAreRefused() {
    OtlpEndpoint narrow = endpoint(bench, Pushing.limits(1, 64, 100, 1e6));

    Reply answer =
        Exported.post(narrow, Exported.of("chat-0", gauge("running", number(3), number(4))));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.words()).contains("more than 1 data points");
    assertThat(log.events()).isEmpty();
  }

  private static Metric gaugeOfUsage() {
    return gauge("kv.usage", number(0.5)).toBuilder().setUnit("1").build();
  }

  private static Metric inSeconds(Metric metric) {
    return metric.toBuilder().setUnit("s").build();
  }

  private Reply post(Metric... metrics) {
    return Exported.post(endpoint, Exported.of("chat-0", metrics));
  }

  private static PartialSuccess partial(Reply answer) {
    try {
      assertThat(answer.status()).isEqualTo(200);
      return ExportMetricsServiceResponse.parseFrom(answer.body()).getPartialSuccess();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private Set<Origin.Temporality> temporalities() {
    return log.readings().stream()
        .flatMap(reading -> reading.samples().stream())
        .map(Sample::origin)
        .map(Origin::temporality)
        .collect(Collectors.toSet());
  }

  private static OtlpEndpoint endpoint(Bench bench, Ingest limits) {
    SeriesMatcher matcher = new SeriesMatcher(Declared.of(PRESET, Pushing.CHAT));
    return new OtlpEndpoint(new PushReceiver(matcher, limits, bench.ports()));
  }

  /// A short field of bytes.
  private static byte[] field(int number, byte[] content) {
    assertThat(content.length).isLessThan(128);
    byte[] head = {(byte) (number << 3 | 2), (byte) content.length};
    return joined(head, content);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
