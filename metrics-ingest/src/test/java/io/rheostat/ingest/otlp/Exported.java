package io.rheostat.ingest.otlp;

import static io.rheostat.ingest.testing.Pushing.NOW;

import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.otlp.OtlpProto.AggregationTemporality;
import io.rheostat.ingest.otlp.OtlpProto.AnyValue;
import io.rheostat.ingest.otlp.OtlpProto.ExponentialHistogramDataPoint;
import io.rheostat.ingest.otlp.OtlpProto.ExportMetricsServiceRequest;
import io.rheostat.ingest.otlp.OtlpProto.HistogramDataPoint;
import io.rheostat.ingest.otlp.OtlpProto.KeyValue;
import io.rheostat.ingest.otlp.OtlpProto.Metric;
import io.rheostat.ingest.otlp.OtlpProto.NumberDataPoint;
import io.rheostat.ingest.otlp.OtlpProto.Resource;
import io.rheostat.ingest.otlp.OtlpProto.ResourceMetrics;
import io.rheostat.ingest.otlp.OtlpProto.ScopeMetrics;
import io.rheostat.ingest.testing.Pushing;
import java.util.List;

/// Requests as OpenTelemetry sends them.
final class Exported {
  static final AggregationTemporality DELTA = AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  static final AggregationTemporality CUMULATIVE =
      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
  static final long NANOS = NOW * 1_000_000 + 999_999;

  private Exported() {}

  /// The metrics of one pod.
  static ExportMetricsServiceRequest of(String pod, Metric... metrics) {
    return of(List.of(text("k8s.namespace.name", "chat"), text("k8s.pod.name", pod)), metrics);
  }

  static ExportMetricsServiceRequest of(List<KeyValue> resource, Metric... metrics) {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(Resource.newBuilder().addAllAttributes(resource))
                .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(List.of(metrics))))
        .build();
  }

  static KeyValue text(String key, String value) {
    return attribute(key, AnyValue.newBuilder().setStringValue(value).build());
  }

  static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  static NumberDataPoint number(double value) {
    return NumberDataPoint.newBuilder().setTimeUnixNano(NANOS).setAsDouble(value).build();
  }

  static Metric gauge(String name, NumberDataPoint... points) {
    return Metric.newBuilder()
        .setName(name)
        .setGauge(OtlpProto.Gauge.newBuilder().addAllDataPoints(List.of(points)))
        .build();
  }

  static Metric sum(
      String name,
      AggregationTemporality temporality,
      boolean monotonic,
      NumberDataPoint... points) {
    return Metric.newBuilder()
        .setName(name)
        .setSum(
            OtlpProto.Sum.newBuilder()
                .addAllDataPoints(List.of(points))
                .setAggregationTemporality(temporality)
                .setIsMonotonic(monotonic))
        .build();
  }

  static Metric histogram(
      String name, AggregationTemporality temporality, HistogramDataPoint... points) {
    return Metric.newBuilder()
        .setName(name)
        .setHistogram(
            OtlpProto.Histogram.newBuilder()
                .addAllDataPoints(List.of(points))
                .setAggregationTemporality(temporality))
        .build();
  }

  static Metric exponential(
      String name, AggregationTemporality temporality, ExponentialHistogramDataPoint... points) {
    return Metric.newBuilder()
        .setName(name)
        .setExponentialHistogram(
            OtlpProto.ExponentialHistogram.newBuilder()
                .addAllDataPoints(List.of(points))
                .setAggregationTemporality(temporality))
        .build();
  }

  /// 1, 2 and 3 observations up to 0.1, up to 1 and above.
  static HistogramDataPoint.Builder buckets() {
    return HistogramDataPoint.newBuilder()
        .setTimeUnixNano(NANOS)
        .setCount(6)
        .setSum(7.5)
        .addAllExplicitBounds(List.of(0.1, 1.0))
        .addAllBucketCounts(List.of(1L, 2L, 3L));
  }

  static Reply post(OtlpEndpoint endpoint, ExportMetricsServiceRequest request) {
    return endpoint.post(
        Pushing.request(request.toByteArray(), "Content-Type", "application/x-protobuf"));
  }
}
