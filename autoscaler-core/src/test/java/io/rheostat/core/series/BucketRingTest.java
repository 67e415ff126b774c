package io.rheostat.core.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Amounts in four buckets of ten milliseconds.
class BucketRingTest {
  private static final BucketRing EMPTY = BucketRing.empty(10, 4);

  @Test
  void anAmountIsSpreadEvenlyOverItsTime() {
    // A quarter lies before 10, a half from 10 to 20.
    BucketRing ring = EMPTY.add(5, 25, 4);

    assertThat(ring.sum(0, 10)).isEqualTo(1);
    assertThat(ring.sum(10, 20)).isEqualTo(2);
    assertThat(ring.sum(20, 30)).isEqualTo(1);
    assertThat(ring.sum(0, 30)).isEqualTo(4);
  }

  @Test
  void aCutBucketCountsByItsShare() {
    BucketRing ring = EMPTY.add(0, 10, 6);

    assertThat(ring.sum(0, 5)).isEqualTo(3);
    assertThat(ring.sum(8, 10)).isCloseTo(1.2, within(1e-12));
    assertThat(ring.sum(9, 30)).isCloseTo(0.6, within(1e-12));
  }

  @Test
  void amountsOfTheSameTimeAddUp() {
    assertThat(EMPTY.add(0, 10, 6).add(0, 20, 4).sum(0, 10)).isEqualTo(8);
  }

  @Test
  void anAmountTakenBackLeavesNothing() {
    assertThat(EMPTY.add(3, 17, 5).add(3, 17, -5).sum(0, 40)).isZero();
  }

  @Test
  void nothingAddedIsTheSameRing() {
    assertThat(EMPTY.add(0, 10, 0)).isSameAs(EMPTY);
  }

  @Test
  void theOldestBucketMakesRoomForTheNewest() {
    BucketRing ring = EMPTY.add(0, 10, 6).add(10, 20, 2).add(40, 50, 1);

    assertThat(ring.sum(0, 10)).isZero();
    assertThat(ring.sum(10, 20)).isEqualTo(2);
    assertThat(ring.sum(0, 100)).isEqualTo(3);
  }

  @Test
  void theLastOfTheBucketsIsStillThere() {
    assertThat(EMPTY.add(0, 10, 6).add(30, 40, 1).sum(0, 40)).isEqualTo(7);
  }

  @Test
  void aGapLongerThanTheRingEmptiesIt() {
    BucketRing ring = EMPTY.add(0, 40, 8).add(1_000, 1_010, 1);

    assertThat(ring.sum(0, 2_000)).isEqualTo(1);
  }

  @Test
  void aGapAsLongAsTheRingEmptiesItToo() {
    assertThat(EMPTY.add(0, 40, 8).add(70, 80, 1).sum(0, 100)).isEqualTo(1);
  }

  @Test
  void whatIsOlderThanTheRingDoesNotCount() {
    BucketRing ring = EMPTY.add(50, 60, 1);

    assertThat(ring.add(0, 10, 5).sum(0, 100)).isEqualTo(1);
    // Of 0 to 40 only the last ten lie within it.
    assertThat(ring.add(0, 40, 8).sum(0, 100)).isEqualTo(5);
  }

  @Test
  void aLateAmountFindsItsBucket() {
    BucketRing ring = EMPTY.add(50, 60, 1).add(30, 40, 7);

    assertThat(ring.sum(30, 40)).isEqualTo(7);
    assertThat(ring.head()).isEqualTo(5);
  }

  @Test
  void thereIsNothingOutsideOfTheRing() {
    BucketRing ring = EMPTY.add(20, 30, 3);

    assertThat(ring.sum(30, 100)).isZero();
    assertThat(ring.sum(-500, 20)).isZero();
    assertThat(ring.sum(25, 25)).isZero();
  }

  @Test
  void timesBeforeTheEpochHaveBucketsToo() {
    BucketRing ring = new BucketRing(10, -100, new double[4]).add(-15, 5, 4);

    assertThat(ring.sum(-10, 0)).isEqualTo(2);
    assertThat(ring.sum(-20, 10)).isEqualTo(4);
  }

  @Test
  void aRingIsNeverChangedInPlace() {
    BucketRing before = EMPTY.add(0, 10, 6);
    BucketRing after = before.add(0, 10, 1);

    assertThat(before.sum(0, 10)).isEqualTo(6);
    assertThat(after.sum(0, 10)).isEqualTo(7);
  }

  @Test
  void theOrderOfAdditionsLeavesNoTrace() {
    Random random = new Random(9);
    List<double[]> amounts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      long from = random.nextInt(30);
      amounts.add(new double[] {from, from + 1 + random.nextInt(10), random.nextDouble() * 100});
    }
    BucketRing forward = EMPTY;
    for (double[] amount : amounts) {
      forward = forward.add((long) amount[0], (long) amount[1], amount[2]);
    }
    Collections.shuffle(amounts, random);
    BucketRing shuffled = EMPTY;
    for (double[] amount : amounts) {
      shuffled = shuffled.add((long) amount[0], (long) amount[1], amount[2]);
    }

    assertThat(shuffled.sums()).containsExactly(forward.sums());
    assertThat(shuffled.head()).isEqualTo(forward.head());
  }

  @Test
  void aRingWithoutWidthIsRefused() {
    assertThatThrownBy(() -> BucketRing.empty(0, 4)).isInstanceOf(IllegalArgumentException.class);
  }
}
