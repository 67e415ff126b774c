package io.rheostat.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.series.BucketRing;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ArrivalLevelTest {
  /// Arrivals second by second, Poisson, at a rate that changes once.
  private static double level(double before, double after, int secondsAfter, long seed) {
    Random random = new Random(seed);
    BucketRing ring = BucketRing.empty(2_000, 60);
    int seconds = 120;
    for (int second = 0; second < seconds; second++) {
      double rate = second < seconds - secondsAfter ? before : after;
      ring = ring.add(second * 1000L, (second + 1) * 1000L, poisson(random, rate));
    }
    long until = seconds * 1000L;
    return ArrivalLevel.at(ring, 0, List.of(), new ArrivalLevel.Times(until, until)).rate();
  }

  private static int poisson(Random random, double mean) {
    double left = Math.exp(-mean);
    int count = -1;
    for (double product = 1; product > left; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  @Test
  void aSteadyRateIsAveragedLongEnoughToBeKnownWithinAFewPercent() {
    double error = 0;
    for (int seed = 0; seed < 40; seed++) {
      error += Math.abs(level(20, 20, 0, seed) - 20) / 40;
    }

    // A mean over six seconds would be off by 1.5 on average.
    assertThat(error).isLessThan(0.7);
  }

  @Test
  void aStepIsFollowedWithinTwelveSeconds() {
    double mean = 0;
    for (int seed = 0; seed < 40; seed++) {
      mean += level(8, 16, 12, seed) / 40;
    }

    assertThat(mean).isCloseTo(16, within(1.5));
  }

  @Test
  void aFallIsFollowedToo() {
    assertThat(level(20, 2, 16, 1)).isCloseTo(2, within(1.5));
  }

  @Test
  void nothingMeasuredIsNoDemand() {
    BucketRing none = BucketRing.empty(2_000, 60);

    assertThat(ArrivalLevel.at(none, 1_000, List.of(), new ArrivalLevel.Times(1_000, 1_000)).rate())
        .isZero();
  }
}
