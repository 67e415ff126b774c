package io.rheostat.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.simulator.testing.Scenarios;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.trace.TraceGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaticPeakTest {
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  @Test
  void findsWhatTheKneeSays() {
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < 5 * 1800; i++) {
      requests.add(new Request(Duration.ofMillis(200L * i), 4000, 1000));
    }
    Scenario scenario = Scenarios.of(requests, 1, 0, List.of());

    StaticPeak peak =
        StaticPeak.smallest(scenario, Scenarios.CHAT, "h100", 1, HALF_HOUR).orElseThrow();

    assertThat(peak.replicas()).isEqualTo(4);
    assertThat(peak.attainment()).isGreaterThanOrEqualTo(0.99);
    assertThat(peak.costUsd()).isCloseTo(4 * 2 * 2.95 / 2, within(1e-6));
  }

  @Test
  void oneReplicaIsEnoughForLittleTraffic() {
    List<Request> requests = TraceGenerator.conversation(1, HALF_HOUR, 0.5);
    Scenario scenario = Scenarios.of(requests, 1, 0, List.of());

    assertThat(StaticPeak.smallest(scenario, Scenarios.CHAT, "l40s", 1, HALF_HOUR))
        .map(StaticPeak::replicas)
        .contains(1);
    assertThatThrownBy(() -> StaticPeak.smallest(scenario, Scenarios.TRAIN, "h100", 1, HALF_HOUR))
        .hasMessageContaining("no inference workload");
  }
}
