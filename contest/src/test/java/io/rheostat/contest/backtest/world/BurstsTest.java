package io.rheostat.contest.backtest.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.contest.history.TrafficHistory;
import io.rheostat.contest.history.TrafficHistory.Slot;
import io.rheostat.contest.history.TrafficHistory.Tokens;
import io.rheostat.simulator.chance.Chance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BurstsTest {
  private static final Instant FROM = Instant.parse("2026-11-24T09:00:00Z");

  private static TrafficHistory traffic(int... counts) {
    List<Slot> slots = new ArrayList<>();
    for (int count : counts) {
      slots.add(new Slot(count, Tokens.NONE));
    }
    return TrafficHistory.of(FROM, slots);
  }

  /// Counts of Poisson arrivals, 30 in a slot.
  private static TrafficHistory poisson() {
    Chance chance = new Chance(5);
    int[] counts = new int[4000];
    double at = chance.exponential(1.0 / 30);
    while (at < counts.length) {
      counts[(int) at]++;
      at += chance.exponential(1.0 / 30);
    }
    return traffic(counts);
  }

  /// Returns the variance of the share of requests in the first half of a slot, beyond chance.
  private static double unevenness(Bursts bursts, int requests) {
    Chance chance = new Chance(9);
    double sum = 0;
    int draws = 4000;
    for (int i = 0; i < draws; i++) {
      double first =
          Arrays.stream(bursts.draw(requests, chance)).filter(at -> at < 0.5).count()
              / (double) requests;
      sum += ((first - 0.5) * (first - 0.5) - 0.25 / requests) / (1 - 1.0 / requests);
    }
    return sum / draws;
  }

  @Test
  void poissonArrivalsStayPoisson() {
    Bursts bursts = Bursts.of(poisson());

    assertThat(bursts.excess(3)).isLessThan(0.003);
    assertThat(unevenness(bursts, 30)).isCloseTo(0, within(0.001));
  }

  @Test
  void burstsAndSilencesOfSlotsAreFoundAgainWithinThem() {
    // Every fourth slot has all requests of its pair: the share of a half is 0 or 1.
    int[] counts = new int[400];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = i % 4 == 0 || i % 4 == 3 ? 40 : 0;
    }
    Bursts bursts = Bursts.of(traffic(counts));

    assertThat(bursts.excess(2)).isCloseTo(0.25, within(1e-9));
    assertThat(unevenness(bursts, 40)).isCloseTo(0.25 * 0.75, within(0.01));
  }

  @Test
  void aServiceThatIsEvenWithinItsBurstsIsSoAtFinerScales() {
    // Pairs are at 10 a second and even, or at 1 a second and uneven.
    int[] counts = new int[800];
    for (int i = 0; i < counts.length; i += 4) {
      counts[i] = 100;
      counts[i + 1] = 100;
      counts[i + 2 + (i / 4) % 2] = 20;
    }
    Bursts bursts = Bursts.of(traffic(counts));

    assertThat(bursts.excess(10)).isZero();
    assertThat(bursts.excess(1)).isCloseTo(0.25, within(1e-9));
    assertThat(unevenness(bursts, 100)).isCloseTo(0, within(0.001));
    assertThat(unevenness(bursts, 10)).isGreaterThan(0.15);
  }

  @Test
  void withFewSlotsNothingIsSaidOfBursts() {
    assertThat(Bursts.of(traffic(40, 0, 40, 0)).excess(2)).isZero();
  }
}
