package io.rheostat.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.app.testing.EstimateFold;
import io.rheostat.app.testing.RecordingLog;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.Ingest;
import io.rheostat.config.testing.Shipped;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.ingest.http.exchange.PostedRequest;
import io.rheostat.ingest.http.exchange.RequestHeaders;
import io.rheostat.ingest.log.IngestPorts;
import io.rheostat.ingest.matching.SeriesMatcher;
import io.rheostat.ingest.metrics.IngestMetrics;
import io.rheostat.ingest.otlp.OtlpEndpoint;
import io.rheostat.ingest.otlp.OtlpProto;
import io.rheostat.ingest.otlp.OtlpProto.AggregationTemporality;
import io.rheostat.ingest.otlp.OtlpProto.AnyValue;
import io.rheostat.ingest.otlp.OtlpProto.ExportMetricsServiceRequest;
import io.rheostat.ingest.otlp.OtlpProto.HistogramDataPoint;
import io.rheostat.ingest.otlp.OtlpProto.KeyValue;
import io.rheostat.ingest.otlp.OtlpProto.Metric;
import io.rheostat.ingest.otlp.OtlpProto.NumberDataPoint;
import io.rheostat.ingest.push.PushReceiver;
import io.rheostat.ingest.time.IngestTime;
import io.rheostat.model.log.WorkloadEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Growth by OpenTelemetry is worth the same estimates as totals, also when requests come twice.
class DeltasLikeTotalsTest {
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
  private static final String FIRST_TOKEN = "vllm:time_to_first_token_seconds";
  private static final String PER_TOKEN = "vllm:request_time_per_output_token_seconds";

  private final Configuration declared;

  DeltasLikeTotalsTest() throws ConfigException {
    declared = Shipped.demo();
  }

  @Property(tries = 20)
  void theyGiveTheSameEstimates(@ForAll long seed) {
    Random random = new Random(seed);
    Way totals = new Way(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    Way deltas = new Way(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
    Counters total = new Counters(0, 0, 0, new long[4]);
    Instant time = START;
    for (int step = 0; step < 14; step++) {
      time = time.plusSeconds(5);
      Counters growth =
          new Counters(
              random.nextInt(9),
              random.nextInt(9000),
              random.nextInt(2000),
              random.longs(4, 0, 9).toArray());
      total = total.plus(growth);
      int running = random.nextInt(30);
      totals.send(total, running, time);
      deltas.send(growth, running, time);
      if (random.nextBoolean()) {
        deltas.send(growth, running, time);
      }
    }
    Instant end = time.plusSeconds(7);

    assertThat(deltas.fold.tick(end)).isEqualTo(totals.fold.tick(end)).isNotEmpty();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Counters(long finished, long prompt, long generated, long[] buckets) {
    Counters plus(Counters more) {
      long[] sum = new long[buckets.length];
      for (int index = 0; index < sum.length; index++) {
        sum[index] = buckets[index] + more.buckets[index];
      }
      return new Counters(
          finished + more.finished, prompt + more.prompt, generated + more.generated, sum);
    }
  }

  /// A receiver, and the estimates of what it takes.
  private final class Way {
    private final AggregationTemporality temporality;
    private final EstimateFold fold = new EstimateFold(declared, START);
    private final RecordingLog log = new RecordingLog();
    private final OtlpEndpoint endpoint;
    private Instant now = START;

    Way(AggregationTemporality temporality) {
      this.temporality = temporality;
      IngestPorts ports =
          new IngestPorts(
              log,
              (_, _) -> {},
              new IngestMetrics(new SimpleMeterRegistry()),
              new IngestTime(() -> now, _ -> {}, () -> now));
      endpoint =
          new OtlpEndpoint(new PushReceiver(new SeriesMatcher(declared), Ingest.DEFAULT, ports));
    }

    void send(Counters counters, int running, Instant at) {
      now = at;
      long nanos = at.minusMillis(300).toEpochMilli() * 1_000_000;
      int before = log.events().size();
      List<Metric> metrics =
          List.of(
              Metric.newBuilder()
                  .setName("vllm:num_requests_running")
                  .setGauge(OtlpProto.Gauge.newBuilder().addDataPoints(number(running, nanos)))
                  .build(),
              counter("vllm:request_success", counters.finished, nanos),
              counter("vllm:prompt_tokens", counters.prompt, nanos),
              counter("vllm:generation_tokens", counters.generated, nanos),
              histogram(FIRST_TOKEN, counters.buckets, nanos),
              histogram(PER_TOKEN, counters.buckets, nanos));
      RequestHeaders headers = RequestHeaders.NONE.with("Content-Type", "application/x-protobuf");
      PostedRequest request = new PostedRequest("test", headers, body(metrics));
      assertThat(endpoint.post(request).status()).isEqualTo(200);
      assertThat(log.events()).hasSize(before + 1);
      log.events().stream()
          .skip(before)
          .forEach(event -> fold.measured(((WorkloadEvent.Measured) event).reading(), at));
    }

    private Metric counter(String name, long value, long nanos) {
      return Metric.newBuilder()
          .setName(name)
          .setSum(
              OtlpProto.Sum.newBuilder()
                  .setAggregationTemporality(temporality)
                  .setIsMonotonic(true)
                  .addDataPoints(number(value, nanos)))
          .build();
    }

    private Metric histogram(String name, long[] buckets, long nanos) {
      HistogramDataPoint.Builder point =
          HistogramDataPoint.newBuilder()
              .setTimeUnixNano(nanos)
              .addAllExplicitBounds(List.of(0.125, 0.5, 2.5));
      long count = 0;
      for (long bucket : buckets) {
        point.addBucketCounts(bucket);
        count += bucket;
      }
      point.setCount(count).setSum(count / 4.0);
      return Metric.newBuilder()
          .setName(name)
          .setHistogram(
              OtlpProto.Histogram.newBuilder()
                  .setAggregationTemporality(temporality)
                  .addDataPoints(point))
          .build();
    }
  }

  private static NumberDataPoint number(long value, long nanos) {
    return NumberDataPoint.newBuilder().setTimeUnixNano(nanos).setAsInt(value).build();
  }

  private static byte[] body(List<Metric> metrics) {
    List<KeyValue> attributes = new ArrayList<>();
    attributes.add(attribute("k8s.pod.name", "chat-0"));
    attributes.add(attribute("k8s.namespace.name", "chat"));
    attributes.add(attribute("placement", "h100-sxm-tp2"));
    attributes.add(attribute("model_name", "Qwen/Qwen3-32B"));
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            OtlpProto.ResourceMetrics.newBuilder()
                .setResource(OtlpProto.Resource.newBuilder().addAllAttributes(attributes))
                .addScopeMetrics(OtlpProto.ScopeMetrics.newBuilder().addAllMetrics(metrics)))
        .build()
        .toByteArray();
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
