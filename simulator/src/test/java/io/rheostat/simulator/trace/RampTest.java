package io.rheostat.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rheostat.simulator.trace.Ramp.Phase;
import io.rheostat.simulator.trace.file.TraceStatistics;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RampTest {
  @Test
  void constantArrivalsComeAtThePublishedRates() {
    List<Request> requests = Ramp.constant(Ramp.LLM_D).requests(1);

    assertThat(Ramp.constant(Ramp.LLM_D).length()).isEqualTo(Duration.ofSeconds(2430));
    assertThat(between(requests, 0, 330)).isCloseTo(660, within(1));
    assertThat(between(requests, 330, 690)).isCloseTo(1440, within(1));
    assertThat(between(requests, 1410, 1770)).isCloseTo(3600, within(1));
    assertThat(between(requests, 2130, 2430)).isCloseTo(300, within(1));
    assertThat(requests.get(11).at().minus(requests.get(10).at()))
        .isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void constantLengthsAreThePublishedNormalOnes() {
    List<Request> requests = Ramp.constant(Ramp.LLM_D).requests(1);

    TraceStatistics statistics = TraceStatistics.of(requests);
    assertThat(statistics.inputTokens()).isCloseTo(4000, withinPercentage(0.5));
    assertThat(statistics.outputTokens()).isCloseTo(1000, withinPercentage(0.5));
    assertThat(requests).allMatch(request -> Math.abs(request.inputTokens() - 4000) <= 900);
    assertThat(variation(requests) * 4000).isCloseTo(300, withinPercentage(4));
  }

  @Test
  void poissonArrivalsAndLognormalLengthsHaveTheAskedMeansAndVariations() {
    List<Phase> hour = List.of(new Phase(8, Duration.ofHours(1)));

    List<Request> requests = Ramp.poisson(hour).requests(3);

    TraceStatistics statistics = TraceStatistics.of(requests);
    assertThat(statistics.ratePerSecond()).isCloseTo(8, withinPercentage(2));
    assertThat(statistics.gapVariation()).isCloseTo(1, within(0.02));
    assertThat(statistics.inputTokens()).isCloseTo(4000, withinPercentage(1.5));
    assertThat(statistics.outputTokens()).isCloseTo(1000, withinPercentage(1.5));
    assertThat(variation(requests)).isCloseTo(0.5, within(0.02));
  }

  @Test
  void sameSeedGivesTheSameRequestsAndAnotherSeedOthers() {
    Ramp ramp = Ramp.poisson(Ramp.LLM_D);

    assertThat(ramp.requests(5)).isEqualTo(ramp.requests(5)).isNotEqualTo(ramp.requests(6));
    assertThat(Ramp.random(5)).isEqualTo(Ramp.random(5)).isNotEqualTo(Ramp.random(6));
  }

  @Test
  void aSlowPhaseDoesNotDelayTheNextOne() {
    List<Phase> phases =
        List.of(new Phase(0.001, Duration.ofSeconds(100)), new Phase(10, Duration.ofSeconds(100)));

    List<Request> requests = Ramp.constant(phases).requests(1);

    assertThat(requests).hasSize(1000);
    assertThat(requests.getFirst().at()).isEqualTo(Duration.ofMillis(100_090));
  }

  @Test
  void randomRampsStepByWhatTheySay() {
    double highest = 0;
    for (long seed : LongStream.range(0, 500).toArray()) {
      List<Phase> phases = Ramp.random(seed);
      assertThat(phases).hasSize(7);
      assertThat(phases.getFirst().ratePerSecond()).isBetween(1.0, 3.0);
      for (int i = 0; i < phases.size(); i++) {
        assertThat(phases.get(i).ratePerSecond()).isBetween(0.5, 16.0);
        assertThat(phases.get(i).duration().toSeconds()).isBetween(240L, 420L);
        highest = Math.max(highest, phases.get(i).ratePerSecond());
        if (i > 0) {
          double step = phases.get(i).ratePerSecond() - phases.get(i - 1).ratePerSecond();
          assertThat(Math.abs(step)).isBetween(0.499, 4.001);
        }
      }
    }
    assertThat(highest).isGreaterThan(12);
  }

  private static int between(List<Request> requests, int from, int until) {
    return (int)
        requests.stream()
            .filter(request -> request.at().compareTo(Duration.ofSeconds(from)) >= 0)
            .filter(request -> request.at().compareTo(Duration.ofSeconds(until)) < 0)
            .count();
  }

  private static double variation(List<Request> requests) {
    double mean = requests.stream().mapToInt(Request::inputTokens).average().orElseThrow();
    double square =
        requests.stream().mapToDouble(r -> Math.pow(r.inputTokens() - mean, 2)).sum()
            / requests.size();
    return Math.sqrt(square) / mean;
  }
}
