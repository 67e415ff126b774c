package io.rheostat.contest.backtest.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.contest.history.TrafficHistory;
import io.rheostat.contest.history.TrafficHistory.Slot;
import io.rheostat.contest.history.TrafficHistory.Tokens;
import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.trace.Lengths;
import io.rheostat.simulator.trace.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class RecreatedTrafficTest {
  private static final Instant FROM = Instant.parse("2026-11-24T09:00:00Z");

  /// Counts of requests with lognormal lengths of a known spread, 40 in every ten seconds.
  private static TrafficHistory counted(double promptVariation, double answerVariation) {
    Chance chance = new Chance(3);
    Lengths prompts = new Lengths.LogNormal(1000, promptVariation);
    Lengths answers = new Lengths.LogNormal(200, answerVariation);
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < 6 * 60 * 12; i++) {
      double in = 0;
      double out = 0;
      for (int n = 0; n < 40; n++) {
        in += prompts.draw(chance);
        out += answers.draw(chance);
      }
      slots.add(new Slot(40, new Tokens(in, 40, out, 40)));
    }
    return TrafficHistory.of(FROM, slots);
  }

  private static List<Request> drawn(RecreatedTraffic traffic, long seed) {
    List<Request> drawn = new ArrayList<>();
    traffic.requests(seed).forEach(drawn::add);
    return drawn;
  }

  @Test
  void theSpreadOfLengthsFollowsFromSumsOfTokens() {
    RecreatedTraffic traffic = new RecreatedTraffic(counted(0.8, 0.3));

    assertThat(traffic.promptVariation()).isCloseTo(0.8, within(0.08));
    assertThat(traffic.answerVariation()).isCloseTo(0.3, within(0.06));
  }

  @Test
  void requestsHaveTheCountsAndTheLengthsOfTheLog() {
    List<Request> requests = drawn(new RecreatedTraffic(counted(0.8, 0.3)), 1);

    assertThat(requests).hasSize(40 * 6 * 60 * 12);
    assertThat(requests.stream().mapToInt(Request::inputTokens).average().orElse(0))
        .isCloseTo(1000, Percentage.withPercentage(2));
    assertThat(requests.stream().mapToInt(Request::outputTokens).average().orElse(0))
        .isCloseTo(200, Percentage.withPercentage(2));
    assertThat(requests).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    long inSecondSlot =
        requests.stream().filter(one -> one.at().dividedBy(Duration.ofSeconds(10)) == 1).count();
    assertThat(inSecondSlot).isEqualTo(40);
  }

  @Test
  void anotherSeedDrawsOtherRequestsAndTheSameSeedTheSame() {
    RecreatedTraffic traffic = new RecreatedTraffic(counted(0.5, 0.5));

    assertThat(drawn(traffic, 1)).isEqualTo(drawn(traffic, 1));
    assertThat(drawn(traffic, 1)).isNotEqualTo(drawn(traffic, 2));
  }

  @Test
  void fractionsOfARequestAddUpAndWhatIsTakenBackIsMadeGood() {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      slots.add(new Slot(0.25, Tokens.NONE));
    }
    slots.set(50, new Slot(-0.75, Tokens.NONE));

    assertThat(new RecreatedTraffic(TrafficHistory.of(FROM, slots)).requests(1)).hasSize(24);
  }
}
