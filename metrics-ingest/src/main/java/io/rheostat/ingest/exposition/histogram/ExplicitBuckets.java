package io.rheostat.ingest.exposition.histogram;

import io.rheostat.ingest.exposition.histogram.ExponentialBuckets.Span;
import java.util.List;

/// Converter of a histogram with explicit bounds into cumulative counts: bucket i counts
/// observations above the bound before it and at or below bound i, the last bucket those above all
/// bounds.
public final class ExplicitBuckets {
  private ExplicitBuckets() {}

  /// Computes the counts at or below each bound and infinity; they never fall.
  ///
  /// @param bounds ascending, without infinity
  /// @param counts of each bucket, one more than bounds; none when only the total is known
  /// @param total all observations; where it is below the sum of the buckets no count is above it
  /// @throws BadHistogramException when they don't fit each other or are no counts
  public static double[] cumulative(double[] bounds, double[] counts, double total)
      throws BadHistogramException {
    requireAscending(bounds);
    ExponentialBuckets.checked(total);
    boolean onlyTotal = counts.length == 0 && bounds.length == 0;
    if (counts.length != bounds.length + 1 && !onlyTotal) {
      throw new BadHistogramException(
          counts.length + " buckets have " + bounds.length + " bounds; one less is expected");
    }
    double[] cumulative = new double[bounds.length + 1];
    double sum = 0;
    for (int index = 0; index < counts.length; index++) {
      sum += ExponentialBuckets.checked(counts[index]);
      cumulative[index] = Math.min(sum, total);
    }
    cumulative[bounds.length] = total;
    return cumulative;
  }

  /// Returns the counts of all buckets, 0 outside the spans.
  ///
  /// @param told one for each bucket of all spans
  /// @param buckets number of buckets
  /// @throws BadHistogramException when a span is not among them, or `told` has another length
  public static double[] counts(List<Span> spans, double[] told, int buckets)
      throws BadHistogramException {
    double[] counts = new double[buckets];
    int next = 0;
    long bucket = 0;
    for (Span span : spans) {
      bucket += span.offset();
      long behind = bucket + span.length();
      if (bucket < 0 || behind < bucket || behind > buckets) {
        throw new BadHistogramException("a span is not among the " + buckets + " buckets");
      }
      if (behind - bucket > told.length - next) {
        throw new BadHistogramException("the spans have more buckets than there are counts");
      }
      while (bucket < behind) {
        counts[(int) bucket++] = told[next++];
      }
    }
    if (next < told.length) {
      throw new BadHistogramException("there are more counts than the spans have buckets");
    }
    return counts;
  }

  private static void requireAscending(double[] bounds) throws BadHistogramException {
    double last = Double.NEGATIVE_INFINITY;
    for (double bound : bounds) {
      if (!(bound > last && bound < Double.POSITIVE_INFINITY)) {
        throw new BadHistogramException("the bound " + bound + " behind " + last + " is no next");
      }
      last = bound;
    }
  }
}
