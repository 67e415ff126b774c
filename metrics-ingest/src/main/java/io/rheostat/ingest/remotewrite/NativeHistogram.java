package io.rheostat.ingest.remotewrite;

import io.rheostat.ingest.exposition.histogram.BadHistogramException;
import io.rheostat.ingest.exposition.histogram.ExplicitBuckets;
import io.rheostat.ingest.exposition.histogram.ExponentialBuckets;
import io.rheostat.ingest.exposition.histogram.ExponentialBuckets.Side;
import io.rheostat.ingest.exposition.histogram.ExponentialBuckets.Span;
import io.rheostat.ingest.push.HistogramPoint;
import io.rheostat.ingest.remotewrite.RemoteWriteProto.BucketSpan;
import io.rheostat.ingest.remotewrite.RemoteWriteProto.Histogram;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Converter of a native histogram of remote write into cumulative buckets. The source's hint about
/// a reset of its counts is not read: the fold detects resets by itself.
final class NativeHistogram {
  /// Schema of histograms with explicit bounds.
  private static final int CUSTOM = -53;

  private NativeHistogram() {}

  /// Returns its values.
  ///
  /// @throws BadHistogramException when no observations could have made it
  static HistogramPoint point(Histogram histogram) throws BadHistogramException {
    OptionalDouble sum = OptionalDouble.of(histogram.getSum());
    long millis = histogram.getTimestamp();
    if (histogram.getSchema() == CUSTOM) {
      double[] bounds = doubles(histogram.getCustomValuesList());
      return HistogramPoint.explicit(bounds, custom(histogram, bounds), sum, millis);
    }
    return HistogramPoint.exponential(exponential(histogram), sum, millis);
  }

  private static double[] exponential(Histogram histogram) throws BadHistogramException {
    ExponentialBuckets buckets = new ExponentialBuckets(histogram.getSchema());
    double zeros =
        histogram.hasZeroCountFloat()
            ? histogram.getZeroCountFloat()
            : unsigned(histogram.getZeroCountInt());
    buckets.addZero(histogram.getZeroThreshold(), zeros);
    List<Span> positive = spans(histogram.getPositiveSpansList());
    List<Span> negative = spans(histogram.getNegativeSpansList());
    if (histogram.hasCountFloat()) {
      buckets.addCounts(Side.POSITIVE, positive, doubles(histogram.getPositiveCountsList()));
      buckets.addCounts(Side.NEGATIVE, negative, doubles(histogram.getNegativeCountsList()));
    } else {
      buckets.addDeltas(Side.POSITIVE, positive, longs(histogram.getPositiveDeltasList()));
      buckets.addDeltas(Side.NEGATIVE, negative, longs(histogram.getNegativeDeltasList()));
    }
    return buckets.cumulative(count(histogram));
  }

  private static double[] custom(Histogram histogram, double[] bounds)
      throws BadHistogramException {
    List<Span> spans = spans(histogram.getPositiveSpansList());
    double[] counts = ExplicitBuckets.counts(spans, told(histogram), bounds.length + 1);
    return ExplicitBuckets.cumulative(bounds, counts, count(histogram));
  }

  private static double[] told(Histogram histogram) {
    if (histogram.hasCountFloat()) {
      return doubles(histogram.getPositiveCountsList());
    }
    double[] counts = new double[histogram.getPositiveDeltasCount()];
    long count = 0;
    for (int index = 0; index < counts.length; index++) {
      count += histogram.getPositiveDeltas(index);
      counts[index] = count;
    }
    return counts;
  }

  private static double count(Histogram histogram) {
    return histogram.hasCountFloat()
        ? histogram.getCountFloat()
        : unsigned(histogram.getCountInt());
  }

  /// Returns a count of 64 bits without a sign.
  private static double unsigned(long count) {
    return count >= 0 ? count : (double) (count >>> 1) * 2;
  }

  private static List<Span> spans(List<BucketSpan> read) {
    List<Span> spans = new ArrayList<>(read.size());
    for (BucketSpan span : read) {
      spans.add(new Span(span.getOffset(), span.getLength()));
    }
    return spans;
  }

  private static double[] doubles(List<Double> read) {
    return read.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static long[] longs(List<Long> read) {
    return read.stream().mapToLong(Long::longValue).toArray();
  }
}
