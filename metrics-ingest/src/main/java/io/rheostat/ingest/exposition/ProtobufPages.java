package io.rheostat.ingest.exposition;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.rheostat.ingest.exposition.ExpositionProto.Bucket;
import io.rheostat.ingest.exposition.ExpositionProto.Histogram;
import io.rheostat.ingest.exposition.ExpositionProto.Metric;
import io.rheostat.ingest.exposition.ExpositionProto.MetricFamily;
import io.rheostat.ingest.exposition.ExpositionProto.Quantile;
import io.rheostat.ingest.exposition.ExpositionProto.Scalar;
import io.rheostat.ingest.exposition.ExpositionProto.Summary;
import io.rheostat.ingest.exposition.family.KnownSeries;
import io.rheostat.ingest.exposition.histogram.BadHistogramException;
import io.rheostat.ingest.exposition.histogram.ExponentialBuckets;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import io.rheostat.ingest.exposition.series.SampleRole;
import java.io.IOException;
import java.util.OptionalLong;

/// Parser of pages of metric families in protobuf; the samples have the same names and labels as on
/// a text page. A histogram with a classic and a native side is read as a classic one, since its
/// owner chose those bounds.
final class ProtobufPages<S> {
  /// Limit of the expanded series names, in bytes: a histogram's series all repeat its labels, so a
  /// page is smaller than its series.
  private static final long EXPANDED_LIMIT_BYTES = 64L << 20;

  /// Cost of a series beside its name, in bytes.
  private static final int SERIES_BYTES = 128;

  private final PageSink<S> sink;
  private final SeriesCache<S> cache;
  private final SeriesCache.Resolver<S> resolver = this::resolve;
  private final SeriesBytes series = new SeriesBytes();
  private final NativeHistograms natives = new NativeHistograms();
  private ByteString name = ByteString.EMPTY;
  private Metric metric = Metric.getDefaultInstance();
  private SampleRole role = SampleRole.VALUE;
  private double bound;
  private OptionalLong timestamp = OptionalLong.empty();
  private long expandedBytes;
  private int family;

  ProtobufPages(PageSink<S> sink, SeriesCache<S> cache) {
    this.sink = sink;
    this.cache = cache;
  }

  void read(byte[] page) throws MalformedPageException {
    CodedInputStream input = CodedInputStream.newInstance(page);
    family = 0;
    expandedBytes = 0;
    try {
      while (!input.isAtEnd()) {
        family++;
        int length = input.readRawVarint32();
        int from = input.getTotalBytesRead();
        if (length < 0 || length > page.length - from) {
          throw malformed("it is longer than the page; the page may be cut off");
        }
        input.skipRawBytes(length);
        readFamily(MetricFamily.parser().parseFrom(page, from, length));
      }
    } catch (IOException broken) {
      throw malformed("it is no protobuf: " + broken.getMessage());
    } finally {
      name = ByteString.EMPTY;
      metric = Metric.getDefaultInstance();
    }
  }

  private void readFamily(MetricFamily read) throws MalformedPageException {
    name = read.getName();
    if (name.isEmpty()) {
      throw malformed("it has no name");
    }
    for (int index = 0; index < read.getMetricCount(); index++) {
      metric = read.getMetric(index);
      series.metric(name, metric);
      timestamp =
          metric.hasTimestampMs() ? OptionalLong.of(metric.getTimestampMs()) : OptionalLong.empty();
      switch (read.getType()) {
        case COUNTER -> readScalar(metric.hasCounter(), metric.getCounter());
        case GAUGE -> readScalar(metric.hasGauge(), metric.getGauge());
        case UNTYPED -> readScalar(metric.hasUntyped(), metric.getUntyped());
        case SUMMARY -> readSummary(metric.getSummary());
        case HISTOGRAM, GAUGE_HISTOGRAM -> readHistogram(metric.getHistogram());
        case UNRECOGNIZED -> throw malformed("its type is not known");
      }
    }
  }

  private void readScalar(boolean there, Scalar scalar) throws MalformedPageException {
    require(there);
    sample(SampleRole.VALUE, 0, scalar.getValue());
  }

  private void readSummary(Summary summary) throws MalformedPageException {
    require(metric.hasSummary());
    for (int index = 0; index < summary.getQuantileCount(); index++) {
      Quantile quantile = summary.getQuantile(index);
      if (Double.isNaN(quantile.getQuantile())) {
        throw malformed("a quantile is NaN");
      }
      sample(SampleRole.QUANTILE, quantile.getQuantile(), quantile.getValue());
    }
    sample(SampleRole.SUM, 0, summary.getSampleSum());
    sample(SampleRole.COUNT, 0, NativeHistograms.unsigned(summary.getSampleCount()));
  }

  private void readHistogram(Histogram histogram) throws MalformedPageException {
    require(metric.hasHistogram());
    double count = NativeHistograms.count(histogram);
    if (histogram.getBucketCount() > 0 || !NativeHistograms.isNative(histogram)) {
      readBuckets(histogram, count);
    } else {
      readNative(histogram, count);
    }
    sample(SampleRole.SUM, 0, histogram.getSampleSum());
    sample(SampleRole.COUNT, 0, count);
  }

  private void readBuckets(Histogram histogram, double count) throws MalformedPageException {
    double last = Double.NEGATIVE_INFINITY;
    for (int index = 0; index < histogram.getBucketCount(); index++) {
      Bucket bucket = histogram.getBucket(index);
      if (!(bucket.getUpperBound() > last)) {
        throw malformed("the buckets are not in the order of their bounds");
      }
      last = bucket.getUpperBound();
      double whole = NativeHistograms.unsigned(bucket.getCumulativeCount());
      double partial = bucket.getCumulativeCountFloat();
      sample(SampleRole.BUCKET, last, partial > 0 ? partial : whole);
    }
    if (last < Double.POSITIVE_INFINITY) {
      sample(SampleRole.BUCKET, Double.POSITIVE_INFINITY, count);
    }
  }

  private void readNative(Histogram histogram, double count) throws MalformedPageException {
    try {
      double[] cumulative = natives.cumulative(histogram, count);
      for (int index = 0; index < cumulative.length; index++) {
        sample(SampleRole.BUCKET, ExponentialBuckets.bound(index), cumulative[index]);
      }
    } catch (BadHistogramException bad) {
      throw malformed("it has a native histogram that cannot be: " + bad.getMessage());
    }
  }

  private void sample(SampleRole sampleRole, double sampleBound, double value)
      throws MalformedPageException {
    role = sampleRole;
    // Makes zero of the negative zero.
    bound = sampleBound + 0.0;
    series.sample(role, bound);
    expandedBytes += series.length() + SERIES_BYTES;
    if (expandedBytes > EXPANDED_LIMIT_BYTES) {
      throw malformed("its series, and those before it, have names of more than 64 MiB");
    }
    KnownSeries<S> known = cache.get(series.array(), 0, series.length(), resolver);
    sink.sample(known.use(), value, timestamp);
  }

  private S resolve(int from, int to) throws MalformedPageException {
    MetricNames names = new MetricNames(family);
    String pointLabel =
        switch (role) {
          case BUCKET -> "le";
          case QUANTILE -> "quantile";
          case VALUE, TOTAL, CREATED, COUNT, SUM, GAUGE_COUNT, GAUGE_SUM, INFO, STATE -> "";
        };
    Labels labels = names.labels(metric, pointLabel, bound);
    return sink.series(names.text(name) + role.suffix(), labels);
  }

  private void require(boolean there) throws MalformedPageException {
    if (!there) {
      throw malformed("one of its metrics has no value of its type");
    }
  }

  private MalformedPageException malformed(String reason) {
    return MalformedPageException.inFamily(family, reason);
  }
}
