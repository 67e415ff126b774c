package io.rheostat.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArrivalCountsTest {
  private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");

  @Test
  void arrivalsAreThoseOfTheTrace() {
    List<Request> requests = new ArrayList<>();
    for (int second = 0; second < 60; second++) {
      requests.add(new Request(Duration.ofSeconds(second), 1, 1));
      requests.add(new Request(Duration.ofSeconds(second).plusMillis(999), 1, 1));
    }
    ArrivalCounts counts = new ArrivalCounts(requests, START);

    assertThat(counts.rate(START, START.plusSeconds(30))).isEqualTo(2);
    assertThat(counts.rate(START.plusSeconds(50), START.plusSeconds(70))).isEqualTo(1);
    assertThat(counts.rate(START.minusSeconds(30), START.plusSeconds(30))).isEqualTo(1);
    assertThat(counts.rate(START.plusSeconds(80), START.plusSeconds(110))).isZero();
  }

  @Test
  void anEmptyTraceHasNoArrivals() {
    assertThat(new ArrivalCounts(List.of(), START).rate(START, START.plusSeconds(1))).isZero();
  }
}
