package io.rheostat.ingest.exposition.histogram;

import io.rheostat.ingest.exposition.series.NumberParser;
import java.util.List;
import java.util.stream.IntStream;

/// Converter of one exponential histogram, native or of OpenTelemetry, into cumulative counts at
/// the same bounds for every histogram: 2^(k/2) for k from -20 to 16, about 1 ms to 256 s, and
/// +Inf. So histograms of all scales and sources add up, and their buckets are stable series.
///
/// Scale s divides each power of two into 2^s buckets. From scale 1 on every bound of the grid is a
/// bound of the histogram, so nothing is lost but resolution; the one bucket of scale 0 and the
/// wider ones below it count at their upper bound, rounded up to the grid. Zeros count at the zero
/// threshold, rounded up in the same way; negative values count below the first bound. Values above
/// the last bound, and NaN, without any bucket, count in +Inf only.
///
/// One object takes one histogram: first its zero, positive and negative buckets, then
/// [#cumulative(double)].
public final class ExponentialBuckets {
  private static final int MIN_SCALE = -10;
  private static final int MAX_SCALE = 20;
  private static final int FIRST = -20;
  private static final int LAST = 16;

  /// Far above all indexes of buckets on the grid, and still far from an overflow when shifted.
  private static final long FAR = 1L << 40;

  private static final double[] BOUNDS =
      IntStream.rangeClosed(FIRST, LAST + 1).mapToDouble(ExponentialBuckets::power).toArray();
  private static final List<String> TEXTS =
      IntStream.range(0, BOUNDS.length)
          .mapToObj(index -> NumberParser.text(BOUNDS[index]))
          .toList();

  private final int scale;
  private final double[] counts = new double[BOUNDS.length];

  /// Creates an empty histogram.
  ///
  /// @param scale -10 to 20; Prometheus calls it the schema
  /// @throws BadHistogramException when the scale is out of its range
  public ExponentialBuckets(int scale) throws BadHistogramException {
    if (scale < MIN_SCALE || scale > MAX_SCALE) {
      throw new BadHistogramException("the scale " + scale + " is not between -10 and 20");
    }
    this.scale = scale;
  }

  /// Sign of the observations in buckets.
  public enum Side {
    /// Below zero.
    NEGATIVE,
    /// Above zero.
    POSITIVE
  }

  /// Neighbouring buckets of a native histogram.
  ///
  /// @param offset buckets left out since the span before; of the first span, the index of its
  ///     first bucket, where bucket i ends at 2^(i/2^scale)
  /// @param length number of buckets
  public record Span(int offset, int length) {}

  /// Returns the number of bounds; the last one is +Inf.
  public static int bounds() {
    return BOUNDS.length;
  }

  /// Returns an upper bound.
  ///
  /// @param index 0 to `bounds() - 1`
  public static double bound(int index) {
    return BOUNDS[index];
  }

  /// Returns an upper bound as text of the label `le`: always the same decimal, or `+Inf`.
  ///
  /// @param index 0 to `bounds() - 1`
  public static String boundText(int index) {
    return TEXTS.get(index);
  }

  /// Adds the zero bucket.
  ///
  /// @param threshold the largest value counted as zero
  /// @throws BadHistogramException when either is negative or not finite
  public void addZero(double threshold, double count) throws BadHistogramException {
    if (!(threshold >= 0 && threshold < Double.POSITIVE_INFINITY)) {
      throw new BadHistogramException("the zero threshold " + threshold + " is no size");
    }
    int slot = 0;
    while (BOUNDS[slot] < threshold) {
      slot++;
    }
    counts[slot] += checked(count);
  }

  /// Adds neighbouring buckets as OpenTelemetry gives them: bucket i of the array ends at
  /// 2^((offset+i+1)/2^scale).
  ///
  /// @throws BadHistogramException when a count is negative or not finite
  public void addDense(Side side, int offset, double[] bucketCounts) throws BadHistogramException {
    for (int index = 0; index < bucketCounts.length; index++) {
      add(side, (long) offset + index + 1, bucketCounts[index]);
    }
  }

  /// Adds the buckets of spans.
  ///
  /// @param bucketCounts one for each bucket of all spans
  /// @throws BadHistogramException when a count is negative or not finite, or their number differs
  ///     from the number of buckets
  public void addCounts(Side side, List<Span> spans, double[] bucketCounts)
      throws BadHistogramException {
    requireBuckets(spans, bucketCounts.length);
    int next = 0;
    long bucket = 0;
    for (Span span : spans) {
      bucket += span.offset;
      for (int index = 0; index < span.length; index++) {
        add(side, bucket++, bucketCounts[next++]);
      }
    }
  }

  /// Adds the buckets of spans.
  ///
  /// @param deltas difference of each bucket's count from the count before, for all buckets of all
  ///     spans
  /// @throws BadHistogramException when a count is negative, or the number of deltas differs from
  ///     the number of buckets
  public void addDeltas(Side side, List<Span> spans, long[] deltas) throws BadHistogramException {
    double[] absolute = new double[deltas.length];
    long count = 0;
    for (int index = 0; index < deltas.length; index++) {
      // A sum beyond 64 bits turns negative, or was negative before; either is refused.
      count += deltas[index];
      absolute[index] = checked((double) count);
    }
    addCounts(side, spans, absolute);
  }

  /// Computes the counts at or below each bound; they never fall, and the last one is the total.
  ///
  /// @param total all observations, also those in no bucket; where it is below the sum of the
  ///     buckets, as on a page made while counting went on, no count is above it
  /// @throws BadHistogramException when the total is negative or not finite
  public double[] cumulative(double total) throws BadHistogramException {
    checked(total);
    double[] cumulative = new double[counts.length];
    double sum = 0;
    for (int index = 0; index < counts.length; index++) {
      sum += counts[index];
      cumulative[index] = Math.min(sum, total);
    }
    cumulative[counts.length - 1] = total;
    return cumulative;
  }

  private void add(Side side, long upperIndex, double count) throws BadHistogramException {
    counts[side == Side.NEGATIVE ? 0 : slot(upperIndex)] += checked(count);
  }

  /// Returns the first bound of the grid at or above the bucket's own upper bound,
  /// 2^(upperIndex/2^scale).
  private int slot(long upperIndex) {
    long near = Math.clamp(upperIndex, -FAR, FAR);
    long half = scale >= 1 ? Math.ceilDiv(near, 1L << (scale - 1)) : near << (1 - scale);
    return Math.clamp(half - FIRST, 0, BOUNDS.length - 1);
  }

  private static void requireBuckets(List<Span> spans, int wanted) throws BadHistogramException {
    long buckets = 0;
    boolean first = true;
    for (Span span : spans) {
      if (span.length < 0 || (span.offset < 0 && !first)) {
        throw new BadHistogramException("a span goes back or is longer than can be");
      }
      buckets += span.length;
      first = false;
    }
    if (buckets != wanted) {
      throw new BadHistogramException(
          "the spans have " + buckets + " buckets and there are " + wanted + " counts");
    }
  }

  static double checked(double count) throws BadHistogramException {
    if (!(count >= 0 && count < Double.POSITIVE_INFINITY)) {
      throw new BadHistogramException("the count " + count + " is no count");
    }
    return count;
  }

  /// Computes 2^(k/2), to the nearest double; infinite behind the last k.
  private static double power(int k) {
    if (k > LAST) {
      return Double.POSITIVE_INFINITY;
    }
    return Math.scalb(k % 2 == 0 ? 1 : StrictMath.sqrt(2), Math.floorDiv(k, 2));
  }
}
