package io.rheostat.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DailyCourseTest {
  private static final Instant START = Instant.parse("2026-11-24T22:00:00Z");

  private static double perSecond(List<Request> requests, int hour) {
    Duration from = Duration.ofHours(hour);
    long count =
        requests.stream()
            .filter(one -> one.at().compareTo(from) >= 0)
            .filter(one -> one.at().compareTo(from.plusHours(1)) < 0)
            .count();
    return count / 3600.0;
  }

  @Test
  void aDayHasAQuietAndABusyHour() {
    List<Request> all = TraceGenerator.conversation(1, Duration.ofDays(2), 4);
    List<Request> daily = DailyCourse.of(all, START, 1);

    // 03:30 to 04:30 lies around six hours after the start, half an hour less.
    assertThat(perSecond(daily, 5) / perSecond(all, 5)).isCloseTo(0.26, within(0.03));
    assertThat(perSecond(daily, 17) / perSecond(all, 17)).isCloseTo(0.99, within(0.02));
    assertThat(perSecond(daily, 29) / perSecond(all, 29)).isCloseTo(0.26, within(0.03));
    assertThat(daily.size() / (double) all.size()).isCloseTo(0.625, within(0.02));
  }

  @Test
  void theSameSeedKeepsTheSameRequests() {
    List<Request> all = TraceGenerator.bursty(1, Duration.ofHours(2), 2);

    assertThat(DailyCourse.of(all, START, 3)).isEqualTo(DailyCourse.of(all, START, 3));
    assertThat(DailyCourse.of(all, START, 4)).isNotEqualTo(DailyCourse.of(all, START, 3));
  }
}
