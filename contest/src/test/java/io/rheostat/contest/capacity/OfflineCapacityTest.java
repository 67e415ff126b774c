package io.rheostat.contest.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.contest.capacity.OfflineCapacity.Load;
import io.rheostat.model.fleet.Slo;
import io.rheostat.simulator.trace.Ramp;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.truth.GroundTruth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfflineCapacityTest {
  private static final Slo SLO = new Slo(Duration.ofSeconds(3), Duration.ofMillis(100), 0.99);
  private static final List<Request> RAMP = Ramp.poisson(Ramp.LLM_D).requests(1);

  private final OfflineCapacity capacity = new OfflineCapacity();

  @Test
  void aReplicaCarriesWhatLlmDFoundOnItsRamp() {
    double rate = capacity("ramp", RAMP);

    assertThat(rate).isCloseTo(1.45, within(0.06));
  }

  @Test
  void requestsThatNoReplicaCouldAnswerInTimeDoNotCount() {
    List<Request> withHuge = new ArrayList<>(RAMP);
    for (int i = 0; i < RAMP.size() / 20; i++) {
      withHuge.add(new Request(Duration.ofHours(1), 100_000, 10));
    }

    assertThat(capacity("huge", withHuge)).isCloseTo(capacity("ramp", RAMP), within(0.05));
    assertThatThrownBy(() -> capacity("none", List.of(new Request(Duration.ZERO, 100_000, 10))))
        .hasMessageContaining("no request of the trace");
  }

  @Test
  void aMeasurementIsMadeOnceForATraceAndAnEngine() {
    double first = capacity("ramp", RAMP);

    assertThat(capacity("ramp", List.of())).isEqualTo(first);
    double slower =
        capacity.requestsPerSecond("ramp", new Load(RAMP, SLO), GroundTruth.QWEN3_32B_4_L40S);
    assertThat(slower).isLessThan(first);
  }

  private double capacity(String trace, List<Request> requests) {
    return capacity.requestsPerSecond(trace, new Load(requests, SLO), GroundTruth.QWEN3_32B_2_H100);
  }
}
