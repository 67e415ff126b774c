package io.rheostat.ingest.otlp;

import io.rheostat.ingest.exposition.histogram.BadHistogramException;
import io.rheostat.ingest.exposition.histogram.ExplicitBuckets;
import io.rheostat.ingest.exposition.histogram.ExponentialBuckets;
import io.rheostat.ingest.matching.LabelBytes;
import io.rheostat.ingest.matching.PushReadings;
import io.rheostat.ingest.otlp.OtlpProto.Buckets;
import io.rheostat.ingest.otlp.OtlpProto.ExponentialHistogramDataPoint;
import io.rheostat.ingest.otlp.OtlpProto.HistogramDataPoint;
import io.rheostat.ingest.otlp.OtlpProto.KeyValue;
import io.rheostat.ingest.otlp.OtlpProto.NumberDataPoint;
import io.rheostat.ingest.otlp.OtlpProto.SummaryDataPoint;
import io.rheostat.ingest.push.HistogramNames;
import io.rheostat.ingest.push.HistogramPoint;
import io.rheostat.ingest.push.PushedHistogram;
import io.rheostat.model.signal.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Hands over the data points of one request. For one thread.
final class DataPoints {
  private static final byte[] NAME = "__name__".getBytes(StandardCharsets.US_ASCII);
  private static final int NO_RECORDED_VALUE = 1;
  private static final long NANOS = 1_000_000;

  /// Prometheus' marker of an ended series; OpenTelemetry has a flag for it.
  private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

  private final PushReadings into;
  private final Map<Metric, Names> namesByMetric = new HashMap<>();
  private final Set<Metric> looked = new HashSet<>();
  private final LabelBytes labels = new LabelBytes();
  private final LabelBytes series = new LabelBytes();

  DataPoints(PushReadings into) {
    this.into = into;
  }

  /// Names of a metric in presets.
  ///
  /// @param scalar its own
  /// @param histogram those of its parts
  private record Names(Optional<String> scalar, HistogramNames histogram) {}

  /// Takes a data point.
  ///
  /// @return false when it is refused
  /// @throws IOException when it is no data point
  boolean take(Metric metric, AttributeLabels source, Slice point) throws IOException {
    Names names = namesByMetric.computeIfAbsent(metric, this::names);
    boolean scalar = metric.kind() == Metric.Kind.GAUGE || metric.kind() == Metric.Kind.SUM;
    if (scalar ? names.scalar.isEmpty() : !names.histogram.anyRead()) {
      into.unread();
      if (looked.add(metric)) {
        source.write(attributes(metric, point), labels);
        into.lookAtUnread(metric.name(), labels);
      }
      return true;
    }
    Optional<String> unfit = unfit(metric);
    if (unfit.isPresent()) {
      into.refuse("metric " + metric.name() + " " + unfit.get());
      return false;
    }
    try {
      return switch (metric.kind()) {
        case GAUGE, SUM -> number(metric, source, NumberDataPoint.parseFrom(point.open()));
        case HISTOGRAM -> histogram(metric, source, HistogramDataPoint.parseFrom(point.open()));
        case EXPONENTIAL_HISTOGRAM ->
            exponential(metric, source, ExponentialHistogramDataPoint.parseFrom(point.open()));
        case SUMMARY -> summary(metric, source, SummaryDataPoint.parseFrom(point.open()));
      };
    } catch (BadHistogramException bad) {
      into.refuse("a histogram of " + metric.name() + " is refused: " + bad.getMessage());
      return false;
    }
  }

  private static List<KeyValue> attributes(Metric metric, Slice point) throws IOException {
    return switch (metric.kind()) {
      case GAUGE, SUM -> NumberDataPoint.parseFrom(point.open()).getAttributesList();
      case HISTOGRAM -> HistogramDataPoint.parseFrom(point.open()).getAttributesList();
      case EXPONENTIAL_HISTOGRAM ->
          ExponentialHistogramDataPoint.parseFrom(point.open()).getAttributesList();
      case SUMMARY -> SummaryDataPoint.parseFrom(point.open()).getAttributesList();
    };
  }

  private Names names(Metric metric) {
    List<String> candidates = OtlpNames.candidates(metric);
    HistogramNames parts = HistogramNames.of(suffix -> read(candidates, suffix));
    return new Names(
        read(candidates, ""),
        // The quantiles of a summary are no buckets.
        metric.kind() == Metric.Kind.SUMMARY
            ? new HistogramNames(Optional.empty(), parts.sum(), parts.count())
            : parts);
  }

  private Optional<String> read(List<String> candidates, String suffix) {
    return candidates.stream().map(name -> name + suffix).filter(into::reads).findFirst();
  }

  /// Returns the error of its data points, if they can't be taken.
  private static Optional<String> unfit(Metric metric) {
    return switch (metric.kind()) {
      case GAUGE, SUMMARY -> Optional.empty();
      case SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM ->
          switch (metric.temporality()) {
            case CUMULATIVE -> Optional.empty();
            case DELTA ->
                metric.kind() == Metric.Kind.SUM && !metric.monotonic()
                    ? Optional.of(
                        "is a non-monotonic sum of deltas, which says no value. Set the exporter's"
                            + " temporality preference to cumulative or lowmemory.")
                    : Optional.empty();
            case UNSPECIFIED -> Optional.of("has no aggregation temporality");
          };
    };
  }

  private boolean number(Metric metric, AttributeLabels source, NumberDataPoint point) {
    boolean ended = (point.getFlags() & NO_RECORDED_VALUE) != 0;
    double value =
        switch (point.getValueCase()) {
          case AS_DOUBLE -> point.getAsDouble();
          case AS_INT -> point.getAsInt();
          case VALUE_NOT_SET -> Double.NaN;
        };
    source.write(point.getAttributesList(), labels);
    series.clear();
    series.add(NAME, name(metric).getBytes(StandardCharsets.UTF_8));
    series.addAll(labels);
    into.series(series, temporality(metric));
    return into.sample(ended ? STALE : value, millis(point.getTimeUnixNano()));
  }

  private boolean histogram(Metric metric, AttributeLabels source, HistogramDataPoint point)
      throws BadHistogramException {
    if ((point.getFlags() & NO_RECORDED_VALUE) != 0) {
      source.write(point.getAttributesList(), labels);
      return histogram(metric).end(STALE, millis(point.getTimeUnixNano()));
    }
    double[] bounds = point.getExplicitBoundsList().stream().mapToDouble(each -> each).toArray();
    double[] cumulative =
        ExplicitBuckets.cumulative(
            bounds, counts(point.getBucketCountsList()), unsigned(point.getCount()));
    OptionalDouble sum =
        point.hasSum() ? OptionalDouble.of(point.getSum()) : OptionalDouble.empty();
    source.write(point.getAttributesList(), labels);
    return histogram(metric)
        .write(HistogramPoint.explicit(bounds, cumulative, sum, millis(point.getTimeUnixNano())));
  }

  private boolean exponential(
      Metric metric, AttributeLabels source, ExponentialHistogramDataPoint point)
      throws BadHistogramException {
    if ((point.getFlags() & NO_RECORDED_VALUE) != 0) {
      source.write(point.getAttributesList(), labels);
      return histogram(metric).end(STALE, millis(point.getTimeUnixNano()));
    }
    ExponentialBuckets buckets = new ExponentialBuckets(point.getScale());
    buckets.addZero(point.getZeroThreshold(), unsigned(point.getZeroCount()));
    add(buckets, ExponentialBuckets.Side.POSITIVE, point.getPositive());
    add(buckets, ExponentialBuckets.Side.NEGATIVE, point.getNegative());
    double[] cumulative = buckets.cumulative(unsigned(point.getCount()));
    OptionalDouble sum =
        point.hasSum() ? OptionalDouble.of(point.getSum()) : OptionalDouble.empty();
    source.write(point.getAttributesList(), labels);
    return histogram(metric)
        .write(HistogramPoint.exponential(cumulative, sum, millis(point.getTimeUnixNano())));
  }

  private boolean summary(Metric metric, AttributeLabels source, SummaryDataPoint point)
      throws BadHistogramException {
    if ((point.getFlags() & NO_RECORDED_VALUE) != 0) {
      source.write(point.getAttributesList(), labels);
      return histogram(metric).end(STALE, millis(point.getTimeUnixNano()));
    }
    double[] none = {};
    double[] count = ExplicitBuckets.cumulative(none, none, unsigned(point.getCount()));
    source.write(point.getAttributesList(), labels);
    return histogram(metric)
        .write(
            HistogramPoint.explicit(
                none, count, OptionalDouble.of(point.getSum()), millis(point.getTimeUnixNano())));
  }

  private PushedHistogram histogram(Metric metric) {
    return new PushedHistogram(into, known(metric).histogram, labels, temporality(metric));
  }

  private String name(Metric metric) {
    return known(metric).scalar.orElseThrow();
  }

  private Names known(Metric metric) {
    return namesByMetric.computeIfAbsent(metric, this::names);
  }

  private static Origin.Temporality temporality(Metric metric) {
    return metric.temporality() == Metric.Temporality.DELTA
        ? Origin.Temporality.DELTA
        : Origin.Temporality.CUMULATIVE;
  }

  private static void add(ExponentialBuckets to, ExponentialBuckets.Side side, Buckets buckets)
      throws BadHistogramException {
    to.addDense(side, buckets.getOffset(), counts(buckets.getBucketCountsList()));
  }

  private static double[] counts(List<Long> counts) {
    return counts.stream().mapToDouble(DataPoints::unsigned).toArray();
  }

  /// Returns a count of 64 bits without a sign.
  private static double unsigned(long count) {
    return count >= 0 ? count : (double) (count >>> 1) * 2;
  }

  private static long millis(long unixNanos) {
    return Long.divideUnsigned(unixNanos, NANOS);
  }
}
