package io.rheostat.ingest.push;

import io.rheostat.ingest.exposition.histogram.ExponentialBuckets;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Values of a histogram at one time.
///
/// @param bounds upper bounds, as in the label `le`; the last one is `+Inf`
/// @param cumulative observations at or below each
/// @param sum of all observations, when known
/// @param millis its time, since 1970
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared or kept
public record HistogramPoint(
    byte[][] bounds, double[] cumulative, OptionalDouble sum, long millis) {
  private static final byte[][] GRID =
      IntStream.range(0, ExponentialBuckets.bounds())
          .mapToObj(index -> ascii(ExponentialBuckets.boundText(index)))
          .toArray(byte[][]::new);

  /// Returns the values of an exponential histogram.
  ///
  /// @param cumulative result of [ExponentialBuckets]
  public static HistogramPoint exponential(double[] cumulative, OptionalDouble sum, long millis) {
    return new HistogramPoint(GRID, cumulative, sum, millis);
  }

  /// Returns the values of a histogram with explicit bounds.
  ///
  /// @param bounds without the last one, infinity
  /// @param cumulative one more than bounds
  public static HistogramPoint explicit(
      double[] bounds, double[] cumulative, OptionalDouble sum, long millis) {
    byte[][] texts = new byte[bounds.length + 1][];
    for (int index = 0; index < bounds.length; index++) {
      texts[index] = ascii(Double.toString(bounds[index]));
    }
    texts[bounds.length] = GRID[GRID.length - 1];
    return new HistogramPoint(texts, cumulative, sum, millis);
  }

  /// Returns the number of all observations.
  double count() {
    return cumulative[cumulative.length - 1];
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
