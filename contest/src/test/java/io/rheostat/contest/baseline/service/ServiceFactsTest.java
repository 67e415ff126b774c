package io.rheostat.contest.baseline.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.simulator.trace.Request;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ServiceFactsTest {
  private static List<Request> requests(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> new Request(Duration.ofSeconds(i), i + 1, 1))
        .toList();
  }

  @Test
  void allRequestsOfAShortTraceAreTaken() {
    assertThat(ServiceFacts.sample(requests(7), 8)).isEqualTo(requests(7));
  }

  @Test
  void ofALongTraceAnEvenlySpreadPartIsTaken() {
    assertThat(ServiceFacts.sample(requests(8), 8))
        .extracting(Request::inputTokens)
        .containsExactly(1, 3, 5, 7);
    assertThat(ServiceFacts.sample(requests(27), 8))
        .extracting(Request::inputTokens)
        .containsExactly(1, 5, 9, 13, 17, 21, 25);
  }
}
