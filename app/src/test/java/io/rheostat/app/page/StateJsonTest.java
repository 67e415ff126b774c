package io.rheostat.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.config.testing.Shipped;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.log.PoolEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateJsonTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final LiveState state = new LiveState();

  private JsonNode bert(HoldReason reason) throws Exception {
    state.declared(Shipped.demo().fleet(), Map.of());
    Measure nothing = new Measure.Training(0, 0, 0, 1, false, List.of());
    Freshness gone = new Freshness(Duration.ofMinutes(5), 0, 0, true, List.of());
    state.event(new PoolEvent.Estimated(new Estimate("bert", "demo", NOW, gone, nothing)), NOW);
    state.decision(
        new Decision.Hold("bert", "demo", NOW, Allocation.NONE, reason, Rationale.of("so")));
    for (JsonNode workload : StateJson.of(state.view()).path("workloads")) {
      if (workload.path("name").asText().equals("bert")) {
        return workload;
      }
    }
    throw new AssertionError("bert is not there");
  }

  @Test
  void aJobThatHasEndedStaysCompleteWhenItsWorkersAreGone() throws Exception {
    JsonNode bert = bert(HoldReason.COMPLETE);

    assertThat(bert.path("complete").asBoolean()).isTrue();
    assertThat(bert.path("progressShare").asDouble()).isEqualTo(1);
  }

  @Test
  void oneThatFailedIsNotComplete() throws Exception {
    state.event(
        new PoolEvent.Observation(
            new Observed(
                "bert",
                "demo",
                NOW,
                Generation.NONE,
                List.of(),
                true,
                Optional.empty(),
                List.of(),
                true)),
        NOW);
    JsonNode bert = bert(HoldReason.COMPLETE);

    assertThat(bert.path("failed").asBoolean()).isTrue();
    assertThat(bert.path("complete").asBoolean()).isFalse();
    assertThat(bert.path("progressShare").asDouble()).isZero();
  }

  @Test
  void oneThatNeverRanIsNotComplete() throws Exception {
    JsonNode bert = bert(HoldReason.BEST);

    assertThat(bert.path("complete").asBoolean()).isFalse();
    assertThat(bert.path("progressShare").asDouble()).isZero();
  }
}
