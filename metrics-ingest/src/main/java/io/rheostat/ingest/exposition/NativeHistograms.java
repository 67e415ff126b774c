package io.rheostat.ingest.exposition;

import io.rheostat.ingest.exposition.ExpositionProto.BucketSpan;
import io.rheostat.ingest.exposition.ExpositionProto.Histogram;
import io.rheostat.ingest.exposition.histogram.BadHistogramException;
import io.rheostat.ingest.exposition.histogram.ExponentialBuckets;
import io.rheostat.ingest.exposition.histogram.ExponentialBuckets.Side;
import io.rheostat.ingest.exposition.histogram.ExponentialBuckets.Span;
import java.util.ArrayList;
import java.util.List;

/// Reader of the native histograms of protobuf pages.
public final class NativeHistograms {
  /// Tells whether a histogram has a native side; one without observations has a span of no
  /// buckets.
  public static boolean isNative(Histogram histogram) {
    return histogram.getPositiveSpanCount() > 0
        || histogram.getNegativeSpanCount() > 0
        || histogram.getZeroThreshold() > 0
        || histogram.getZeroCount() != 0
        || histogram.getZeroCountFloat() > 0;
  }

  /// Returns the number of all observations of a histogram.
  public static double count(Histogram histogram) {
    return histogram.getSampleCountFloat() > 0
        ? histogram.getSampleCountFloat()
        : unsigned(histogram.getSampleCount());
  }

  /// Returns a count of 64 bits without a sign.
  public static double unsigned(long count) {
    return count >= 0 ? count : (double) (count >>> 1) * 2;
  }

  /// Computes the counts at the bounds of [ExponentialBuckets].
  public double[] cumulative(Histogram histogram, double count) throws BadHistogramException {
    ExponentialBuckets buckets = new ExponentialBuckets(histogram.getSchema());
    double zeros =
        histogram.getZeroCountFloat() > 0
            ? histogram.getZeroCountFloat()
            : unsigned(histogram.getZeroCount());
    buckets.addZero(histogram.getZeroThreshold(), zeros);
    List<Span> positive = spans(histogram.getPositiveSpanList());
    List<Span> negative = spans(histogram.getNegativeSpanList());
    if (histogram.getPositiveCountCount() > 0 || histogram.getNegativeCountCount() > 0) {
      buckets.addCounts(Side.POSITIVE, positive, doubles(histogram.getPositiveCountList()));
      buckets.addCounts(Side.NEGATIVE, negative, doubles(histogram.getNegativeCountList()));
    } else {
      buckets.addDeltas(Side.POSITIVE, positive, longs(histogram.getPositiveDeltaList()));
      buckets.addDeltas(Side.NEGATIVE, negative, longs(histogram.getNegativeDeltaList()));
    }
    return buckets.cumulative(count);
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
