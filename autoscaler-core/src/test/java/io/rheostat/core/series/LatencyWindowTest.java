package io.rheostat.core.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.model.estimate.Interval;
import io.rheostat.model.estimate.Quantiles;
import org.junit.jupiter.api.Test;

/// Latencies of a minute: one observation up to 0.1 s, two up to 0.5, three up to 1, four above.
class LatencyWindowTest {
  private static final double[] BOUNDS = {0.1, 0.5, 1, Double.POSITIVE_INFINITY};
  private static final LatencyWindow TEN =
      LatencyWindow.EMPTY.add(5_000, BOUNDS, new double[] {1, 2, 3, 4}).addSum(5_000, 9);

  @Test
  void beforeTheFirstObservationNothingIsKnown() {
    assertThat(LatencyWindow.EMPTY.count()).isZero();
    assertThat(LatencyWindow.EMPTY.quantiles()).isEmpty();
    assertThat(LatencyWindow.EMPTY.shareWithin(1)).isEmpty();
    assertThat(LatencyWindow.EMPTY.recent(1, 15_000).all()).isZero();
  }

  @Test
  void quantilesAreInterpolatedWithinABucket() {
    Quantiles quantiles = TEN.quantiles().orElseThrow();

    // The fifth of ten is the second of three from 0.5 to 1.
    assertThat(quantiles.p50()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-12));
    assertThat(quantiles.mean()).isCloseTo(0.9, within(1e-12));
  }

  @Test
  void theLastBoundStandsForEverythingAboveIt() {
    Quantiles quantiles = TEN.quantiles().orElseThrow();

    assertThat(quantiles.p90()).isEqualTo(1);
    assertThat(quantiles.p99()).isEqualTo(1);
  }

  @Test
  void theFirstBucketBeginsAtNothing() {
    LatencyWindow window = LatencyWindow.EMPTY.add(0, BOUNDS, new double[] {4, 0, 0, 0});

    assertThat(window.quantiles().orElseThrow().p50()).isCloseTo(0.05, within(1e-12));
    assertThat(window.quantiles().orElseThrow().p90()).isCloseTo(0.09, within(1e-12));
  }

  @Test
  void emptyBucketsAreSkipped() {
    LatencyWindow window = LatencyWindow.EMPTY.add(0, BOUNDS, new double[] {2, 0, 2, 0});

    // The median ends the first bucket; nine tenths are 1.6 of two from 0.5 to 1.
    assertThat(window.quantiles().orElseThrow().p50()).isCloseTo(0.1, within(1e-12));
    assertThat(window.quantiles().orElseThrow().p90()).isCloseTo(0.9, within(1e-12));
  }

  @Test
  void aMeanIsNeverBelowNothing() {
    assertThat(TEN.addSum(5_000, -20).quantiles().orElseThrow().mean()).isZero();
  }

  @Test
  void observationsOfSeveralPartsAddUp() {
    LatencyWindow window = TEN.add(25_000, BOUNDS, new double[] {10, 0, 0, 0}).addSum(25_000, 1);

    assertThat(window.count()).isEqualTo(20);
    assertThat(window.quantiles().orElseThrow().p50()).isCloseTo(0.1 * 10 / 11, within(1e-12));
    assertThat(window.quantiles().orElseThrow().mean()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void aPartIsForgottenAfterAMinute() {
    assertThat(TEN.at(59_999, BOUNDS).count()).isEqualTo(10);
    assertThat(TEN.at(60_000, BOUNDS).count()).isZero();
    assertThat(TEN.at(60_000, BOUNDS).quantiles()).isEmpty();
  }

  @Test
  void onlyThePartsThatAreOldAreForgotten() {
    LatencyWindow window = TEN.add(15_000, BOUNDS, new double[] {0, 0, 0, 7}).addSum(15_000, 70);

    LatencyWindow later = window.at(60_000, BOUNDS);

    assertThat(later.count()).isEqualTo(7);
    assertThat(later.quantiles().orElseThrow().mean()).isEqualTo(10);
    assertThat(window.at(600_000, BOUNDS).count()).isZero();
  }

  @Test
  void aLateObservationCountsWithinTheMinuteAlone() {
    LatencyWindow window = LatencyWindow.EMPTY.add(65_000, BOUNDS, new double[] {1, 0, 0, 0});

    assertThat(window.add(12_000, BOUNDS, new double[] {5, 0, 0, 0}).count()).isEqualTo(6);
    assertThat(window.add(9_999, BOUNDS, new double[] {5, 0, 0, 0}).count()).isEqualTo(1);
    assertThat(window.addSum(9_999, 5).quantiles().orElseThrow().mean()).isZero();
    assertThat(window.addSum(12_000, 5).quantiles().orElseThrow().mean()).isEqualTo(5);
  }

  @Test
  void growthTakenBackLeavesNoLessThanNothing() {
    LatencyWindow less = TEN.add(5_000, BOUNDS, new double[] {-1, -5, 0, -1});

    assertThat(less.count()).isEqualTo(6); // 0, 0, 3 and 3
  }

  @Test
  void bucketsOfAnotherReplicaFindTheNextBound() {
    double[] coarse = {0.2, 0.5, Double.POSITIVE_INFINITY};
    LatencyWindow window = TEN.add(5_000, coarse, new double[] {10, 1, 1});

    // Up to 0.2 and up to 0.5 both lie within the second bucket.
    assertThat(window.shareWithin(0.5).orElseThrow().lower()).isCloseTo(14.0 / 22, within(1e-12));
    assertThat(window.bounds()).isEqualTo(BOUNDS);
  }

  @Test
  void aLimitOnABoundIsKnownExactly() {
    assertThat(TEN.shareWithin(0.5)).contains(new Interval(0.3, 0.3));
    assertThat(TEN.shareWithin(1)).contains(new Interval(0.6, 0.6));
    assertThat(TEN.shareWithin(0.1)).contains(new Interval(0.1, 0.1));
  }

  @Test
  void aLimitBetweenBoundsIsKnownWithinThem() {
    assertThat(TEN.shareWithin(0.7)).contains(new Interval(0.3, 0.6));
    assertThat(TEN.shareWithin(0.05)).contains(new Interval(0, 0.1));
    assertThat(TEN.shareWithin(3)).contains(new Interval(0.6, 1));
  }

  @Test
  void theLastWholePartIsTheOneBeforeNow() {
    assertThat(TEN.recent(1, 10_000).all()).isEqualTo(10);
    assertThat(TEN.recent(1, 19_999).all()).isEqualTo(10);
    assertThat(TEN.recent(1, 9_999).all()).isZero();
    assertThat(TEN.recent(1, 20_000).all()).isZero();
  }

  @Test
  void aPartTooOldIsNotRecent() {
    LatencyWindow later = TEN.add(75_000, BOUNDS, new double[] {1, 0, 0, 0});

    // 15 s would be the part before the last six.
    assertThat(later.recent(1, 15_000).all()).isZero();
    assertThat(later.recent(1, 80_000).all()).isEqualTo(1);
  }

  @Test
  void withinABucketObservationsAreEvenlySpread() {
    assertThat(TEN.recent(0.5, 10_000).within()).isEqualTo(3);
    assertThat(TEN.recent(0.75, 10_000).within()).isCloseTo(4.5, within(1e-12));
    assertThat(TEN.recent(0.05, 10_000).within()).isCloseTo(0.5, within(1e-12));
    assertThat(TEN.recent(5, 10_000).within()).isEqualTo(6); // nobody knows how long the last took
  }

  @Test
  void theShareOfNothingIsWhole() {
    assertThat(new LatencyWindow.Recent(0, 0).share()).isEqualTo(1);
    assertThat(new LatencyWindow.Recent(4, 3).share()).isEqualTo(0.75);
    assertThat(new LatencyWindow.Recent(4, 5).share()).isEqualTo(1);
  }

  @Test
  void aWindowIsNeverChangedInPlace() {
    LatencyWindow after = TEN.add(5_000, BOUNDS, new double[] {9, 9, 9, 9}).addSum(5_000, 9);

    assertThat(TEN.count()).isEqualTo(10);
    assertThat(TEN.quantiles().orElseThrow().mean()).isCloseTo(0.9, within(1e-12));
    assertThat(after.count()).isEqualTo(46);
  }
}
