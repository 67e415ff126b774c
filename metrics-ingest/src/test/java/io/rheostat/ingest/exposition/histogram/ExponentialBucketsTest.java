package io.rheostat.ingest.exposition.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rheostat.ingest.exposition.histogram.ExponentialBuckets.Side;
import io.rheostat.ingest.exposition.histogram.ExponentialBuckets.Span;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExponentialBucketsTest {
  @Test
  void theGridGoesFromOneMillisecondToFourMinutesInHalfPowersOfTwo() {
    assertThat(ExponentialBuckets.bounds()).isEqualTo(38);
    assertThat(ExponentialBuckets.boundText(0)).isEqualTo("0.0009765625");
    assertThat(ExponentialBuckets.boundText(1)).isEqualTo("0.0013810679320049757");
    assertThat(ExponentialBuckets.boundText(20)).isEqualTo("1");
    assertThat(ExponentialBuckets.boundText(21)).isEqualTo("1.4142135623730951");
    assertThat(ExponentialBuckets.boundText(36)).isEqualTo("256");
    assertThat(ExponentialBuckets.boundText(37)).isEqualTo("+Inf");
    for (int index = 0; index < 37; index++) {
      assertThat(Double.parseDouble(ExponentialBuckets.boundText(index)))
          .isEqualTo(ExponentialBuckets.bound(index))
          .isLessThan(ExponentialBuckets.bound(index + 1));
    }
  }

  /// Bucket i of a native histogram ends at 2^(i/2^scale), so bucket 0 ends at 1 at every scale.
  @ParameterizedTest
  @CsvSource({
    "1, 0, 20",
    "1, 1, 21",
    "1, -20, 0",
    "1, -21, 0",
    "1, 16, 36",
    "1, 17, 37",
    "2, 1, 21",
    "2, 2, 21",
    "2, 3, 22",
    "8, 1, 21",
    "8, 128, 21",
    "8, 129, 22",
    "20, -524288, 19",
    "0, 0, 20",
    "0, 1, 22",
    "0, -10, 0",
    "0, 8, 36",
    "0, 9, 37",
    "-1, 0, 20",
    "-1, 1, 24",
    "-4, 0, 20",
    "-4, 1, 37",
    "-10, 0, 20",
    "-10, -1, 0",
    "-10, 2147483647, 37",
    "-10, -2147483648, 0",
    "20, 2147483647, 37",
    "20, -2147483648, 0"
  })
  void aBucketCountsFromTheFirstBoundAtOrAboveItsOwn(int scale, int bucket, int first)
      throws Exception {
    ExponentialBuckets buckets = new ExponentialBuckets(scale);

    buckets.addCounts(Side.POSITIVE, List.of(new Span(bucket, 1)), new double[] {7});

    double[] cumulative = buckets.cumulative(7);
    for (int index = 0; index < cumulative.length; index++) {
      assertThat(cumulative[index]).as("bound " + index).isEqualTo(index < first ? 0 : 7);
    }
  }

  @Test
  void spansDeltasCountsAndOffsetsAreOneHistogramInThreeWritings() throws Exception {
    List<Span> spans = List.of(new Span(-3, 2), new Span(1, 0), new Span(2, 3));
    ExponentialBuckets deltas = new ExponentialBuckets(1);
    ExponentialBuckets counts = new ExponentialBuckets(1);
    ExponentialBuckets dense = new ExponentialBuckets(1);

    deltas.addDeltas(Side.POSITIVE, spans, new long[] {4, -1, 2, -5, 3});
    counts.addCounts(Side.POSITIVE, spans, new double[] {4, 3, 5, 0, 3});
    dense.addDense(Side.POSITIVE, -4, new double[] {4, 3, 0, 0, 0, 5, 0, 3});

    assertThat(deltas.cumulative(15)).isEqualTo(counts.cumulative(15));
    assertThat(dense.cumulative(15)).isEqualTo(counts.cumulative(15));
    assertThat(counts.cumulative(15)[17]).isEqualTo(4);
    assertThat(counts.cumulative(15)[18]).isEqualTo(7);
    assertThat(counts.cumulative(15)[22]).isEqualTo(12);
    assertThat(counts.cumulative(15)[24]).isEqualTo(15);
  }

  @Test
  void zeroAndNegativeObservationsCountBelowTheFirstBound() throws Exception {
    ExponentialBuckets buckets = new ExponentialBuckets(3);

    buckets.addZero(1e-128, 2);
    buckets.addCounts(Side.NEGATIVE, List.of(new Span(40, 1)), new double[] {3});

    assertThat(buckets.cumulative(6)[0]).isEqualTo(5);
  }

  @Test
  void aWideZeroBucketCountsAtItsThreshold() throws Exception {
    ExponentialBuckets buckets = new ExponentialBuckets(3);

    buckets.addZero(0.9, 2);

    assertThat(buckets.cumulative(2)[19]).isZero();
    assertThat(buckets.cumulative(2)[20]).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {-11, 21, -53})
  void aScaleOutOfRangeIsRefused(int scale) {
    assertThatExceptionOfType(BadHistogramException.class)
        .isThrownBy(() -> new ExponentialBuckets(scale));
  }

  @Test
  void whatNoObservationsCouldHaveMadeIsRefused() throws Exception {
    ExponentialBuckets buckets = new ExponentialBuckets(0);
    List<Span> one = List.of(new Span(0, 1));
    List<Span> huge = List.of(new Span(0, Integer.MAX_VALUE), new Span(0, Integer.MAX_VALUE));

    refused(() -> buckets.addCounts(Side.POSITIVE, one, new double[] {-1}));
    refused(() -> buckets.addCounts(Side.POSITIVE, one, new double[] {Double.NaN}));
    refused(() -> buckets.addCounts(Side.POSITIVE, one, new double[] {1, 2}));
    refused(() -> buckets.addCounts(Side.POSITIVE, huge, new double[] {1, 2}));
    refused(() -> buckets.addCounts(Side.POSITIVE, List.of(new Span(0, -1)), new double[0]));
    refused(() -> buckets.addDeltas(Side.POSITIVE, one, new long[] {-1}));
    refused(
        () ->
            buckets.addDeltas(
                Side.POSITIVE, List.of(new Span(0, 2)), new long[] {Long.MAX_VALUE, 1}));
    refused(() -> buckets.addZero(-1, 0));
    refused(() -> buckets.addZero(0, Double.POSITIVE_INFINITY));
    refused(() -> buckets.cumulative(Double.NaN));
  }

  @Property(tries = 300)
  void theCountsNeverFallAndEndWithTheTotal(
      @ForAll @IntRange(min = -10, max = 20) int scale,
      @ForAll int offset,
      @ForAll @Size(max = 60) List<@IntRange(max = 1000) Integer> counts,
      @ForAll @IntRange(max = 100) int negative,
      @ForAll @IntRange(max = 100) int unordered)
      throws Exception {
    ExponentialBuckets buckets = new ExponentialBuckets(scale);
    double[] dense = counts.stream().mapToDouble(Integer::intValue).toArray();
    double mass = counts.stream().mapToInt(Integer::intValue).sum() + negative;

    buckets.addDense(Side.POSITIVE, offset, dense);
    buckets.addDense(Side.NEGATIVE, offset, new double[] {negative});
    double[] cumulative = buckets.cumulative(mass + unordered);

    assertThat(cumulative).isSorted();
    assertThat(cumulative[0]).isGreaterThanOrEqualTo(negative);
    assertThat(cumulative[36]).isLessThanOrEqualTo(mass);
    assertThat(cumulative[37]).isEqualTo(mass + unordered);
  }

  @Property(tries = 300)
  void noCountIsAboveATotalThatWasReadBeforeTheBuckets(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 1000) Integer> counts,
      @ForAll @IntRange(max = 500) int total)
      throws Exception {
    ExponentialBuckets buckets = new ExponentialBuckets(1);

    buckets.addDense(Side.POSITIVE, -10, counts.stream().mapToDouble(Integer::intValue).toArray());

    assertThat(buckets.cumulative(total)).isSorted().endsWith(total);
    assertThat(buckets.cumulative(total)[0]).isLessThanOrEqualTo(total);
  }

  @Property(tries = 300)
  void aFineScaleMergesExactly(
      @ForAll @IntRange(min = 1, max = 8) int scale,
      @ForAll @Size(min = 1, max = 200) List<@IntRange(min = -3000, max = 3000) Integer> buckets)
      throws Exception {
    // An observation in the middle of each of these buckets of scale 8.
    List<Double> observations = new ArrayList<>();
    ExponentialBuckets histogram = new ExponentialBuckets(scale);
    for (int bucket : buckets) {
      observations.add(Math.pow(2, (bucket - 0.5) / 256));
      int coarser = Math.ceilDiv(bucket, 1 << (8 - scale));
      histogram.addCounts(Side.POSITIVE, List.of(new Span(coarser, 1)), new double[] {1});
    }

    double[] cumulative = histogram.cumulative(observations.size());

    for (int index = 0; index < cumulative.length; index++) {
      double bound = ExponentialBuckets.bound(index);
      double direct = observations.stream().filter(value -> value <= bound).count();
      assertThat(cumulative[index]).as("at or below " + bound).isEqualTo(direct);
    }
  }

  private interface Adding {
    void add() throws BadHistogramException;
  }

  private static void refused(Adding adding) {
    assertThatExceptionOfType(BadHistogramException.class).isThrownBy(adding::add);
  }
}
