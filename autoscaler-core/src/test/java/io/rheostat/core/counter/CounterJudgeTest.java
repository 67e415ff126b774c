package io.rheostat.core.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.series.SeriesKey;
import io.rheostat.model.signal.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CounterJudgeTest {
  /// Ten requests of a hundred tokens a second at the peak.
  private static final EngineLimits LIMITS = new EngineLimits(10, 1_000, 64, 500, 100);

  private static final double TOLERANCE = 1e-6;

  /// Follows one series.
  private static final class Follower {
    private CounterTrack track = CounterTrack.of(SeriesKeys.FINISHED);
    private CounterLine main;
    private double counted;
    private int jumps;

    Follower(double... first) {
      main = new CounterLine(first, 0);
    }

    double next(long at, double... values) {
      if (at <= main.at()) {
        return counted;
      }
      CounterVerdict verdict =
          CounterJudge.judge(
              track, main, new CounterLine(values, at), Signal.REQUESTS_FINISHED, LIMITS, false);
      track = verdict.track();
      main = verdict.main();
      for (CounterGrowth growth : verdict.growths()) {
        counted += growth.values()[growth.values().length - 1];
      }
      jumps += verdict.kind() == CounterVerdict.Kind.JUMPED ? 1 : 0;
      return counted;
    }
  }

  private static final class SeriesKeys {
    static final long FINISHED = SeriesKey.first(Signal.REQUESTS_FINISHED);
  }

  private static double[] follow(double... values) {
    Follower follower = new Follower(values[0]);
    double[] counted = new double[values.length];
    for (int i = 1; i < values.length; i++) {
      counted[i] = follower.next(5_000L * i, values[i]);
    }
    return counted;
  }

  @Test
  void aRestartCountsItsFirstValueOnceASecondSampleStays() {
    assertThat(follow(1000, 1010, 4, 9, 20)).containsExactly(0, 10, 10, 19, 30);
  }

  @Test
  void aSmallFallIsNoGrowthAndTheHighestValueStaysTheLine() {
    assertThat(follow(1000, 1010, 1005, 1012, 1020)).containsExactly(0, 10, 10, 12, 20);
    assertThat(follow(1000, 1010, 1009, 1009, 1011)).containsExactly(0, 10, 10, 10, 11);
  }

  @Test
  void aFallThatIsTooLargeForARestartIsAnotherSource() {
    assertThat(follow(50000, 45010, 45030, 45040)).containsExactly(0, 0, 20, 30);
  }

  @Test
  void twoProcessesThatAnswerByTurnsCountWhatEachOfThemDid() {
    Follower follower = new Follower(50000);
    for (int i = 1; i <= 24; i++) {
      follower.next(5_000L * i, i % 2 == 0 ? 50000 + 10 * i : 45000 + 10 * i);
    }

    // Each finished 20 in 10 s; the second was first seen after 5 s.
    assertThat(follower.counted).isEqualTo(240 + 220);
    assertThat(follower.jumps).isGreaterThan(20);
  }

  @Test
  void aYoungProcessBesideAnOldOneIsNoRestart() {
    Follower follower = new Follower(50000);
    follower.next(5_000, 4);
    follower.next(10_000, 8);
    assertThat(follower.counted).isEqualTo(8);

    follower.next(15_000, 50030);

    assertThat(follower.counted).isEqualTo(4 + 30);
    assertThat(follower.jumps).isEqualTo(1);
  }

  @Test
  void anAbsurdValueOnceNeverCounts() {
    assertThat(follow(1000, 1010, 1e9, 1020, 1030)).containsExactly(0, 10, 10, 20, 30);
  }

  @Test
  void aJumpThatNoEngineCanDoIsNoGrowthAndTheCounterGoesOnFromThere() {
    assertThat(follow(1000, 1010, 1e9, 1e9 + 10, 1e9 + 20)).containsExactly(0, 10, 10, 20, 30);
  }

  @Test
  void aBurstAboveWhatIsLikelyCountsOnceItWasSeenTwice() {
    assertThat(follow(1000, 1200, 1201)).containsExactly(0, 0, 201);
  }

  @Test
  void anEngineFasterThanBelievedCountsUpToWhatIsPossible() {
    double[] counted = follow(0, 2000, 4000, 6000, 8000);

    assertThat(counted[2]).isZero();
    assertThat(counted[3]).isEqualTo(8 * 10 * 5 + 84);
    assertThat(counted[4]).isEqualTo(2 * counted[3]);
  }

  @Test
  void aCounterThatInsistsOnALowerLineIsBelieved() {
    assertThat(follow(100, 60, 62, 64, 66, 68)).containsExactly(0, 0, 0, 0, 2, 4);
  }

  @Test
  void aHistogramFollowsItsLinesLikeACounter() {
    Follower follower = new Follower(10, 20, 50000);
    follower.next(5_000, 8, 15, 45000);
    follower.next(10_000, 12, 25, 50020);
    follower.next(15_000, 9, 16, 45020);

    assertThat(follower.counted).isEqualTo(40);
    assertThat(follower.jumps).isEqualTo(2);
  }

  /// Processes with a counter each that grows and starts again at 0.
  private static final class Truth {
    final double[] values;
    double grown;

    Truth(double[] starts) {
      values = starts.clone();
    }

    void live(Random random, double seconds) {
      for (int i = 0; i < values.length; i++) {
        double growth = random.nextInt((int) Math.ceil(10 * seconds) + 1);
        values[i] += growth;
        grown += growth;
      }
    }
  }

  /// Samples of one of the processes each, some late, some doubled.
  private record Sent(long at, long arrives, double value) {}

  private static List<Sent> mixture(Random random, Truth truth, double restarts) {
    List<Sent> sent = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < 150; i++) {
      long gap = 1L + random.nextInt(random.nextInt(10) == 0 ? 60_000 : 6_000);
      at += gap;
      truth.live(random, gap / 1000.0);
      int who = random.nextInt(truth.values.length);
      // Two that begin again within what one engine does in a minute cannot be told apart.
      if (random.nextDouble() < restarts && who == 0) {
        truth.values[who] = 0;
      }
      // A sender's clock may be off by a little.
      long stamp = at + random.nextInt(3_000);
      for (int copies = random.nextInt(4) == 0 ? 2 : 1; copies > 0; copies--) {
        sent.add(new Sent(stamp, at + random.nextInt(20_000), truth.values[who]));
      }
    }
    sent.sort(Comparator.comparingLong(Sent::arrives));
    return sent;
  }

  @Property(tries = 2000)
  void growthIsAtMostTheTrueGrowthOfAllProcesses(@ForAll long seed) {
    Random random = new Random(seed);
    double[] starts = new double[1 + random.nextInt(6)];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = 1e7 * (i + 1) + random.nextInt(1_000_000);
    }
    int first = random.nextInt(starts.length);
    Truth truth = new Truth(starts);
    Follower follower = new Follower(starts[first]);
    for (Sent one : mixture(random, truth, random.nextInt(3) * 0.02)) {
      follower.next(one.at(), one.value());
    }

    assertThat(follower.counted).isBetween(0.0, truth.grown + TOLERANCE);
  }

  /// For processes that begin close to each other nobody can tell a change of the process from
  /// growth: once for each of them, its samples may count the distance to the others.
  @Property(tries = 2000)
  void processesThatBeganCloseToEachOtherCountTheirDistanceOnceEachAtMost(@ForAll long seed) {
    Random random = new Random(seed);
    double[] starts = new double[2 + random.nextInt(4)];
    double most = 0;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = random.nextInt(1 + random.nextInt(2_000));
      most = Math.max(most, starts[i]);
      least = Math.min(least, starts[i]);
    }
    Truth truth = new Truth(starts);
    Follower follower = new Follower(starts[0]);
    for (Sent one : mixture(random, truth, 0)) {
      follower.next(one.at(), one.value());
    }

    assertThat(follower.counted)
        .isBetween(0.0, truth.grown + (starts.length - 1) * (most - least) + TOLERANCE);
  }

  @Property(tries = 500)
  void ofOneProcessAllIsCountedButTheLastStep(@ForAll long seed) {
    Random random = new Random(seed);
    Follower follower = new Follower(12_345);
    double value = 12_345;
    double before = 0;
    long at = 0;
    for (int i = 0; i < 60; i++) {
      long gap = 1_000L + random.nextInt(14_000);
      at += gap;
      before = value;
      value += random.nextInt((int) (10 * gap / 1000));
      follower.next(at, value);
    }

    assertThat(follower.counted).isBetween(before - 12_345, value - 12_345);
    assertThat(follower.jumps).isZero();
  }
}
