package io.rheostat.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.testing.Shipped;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.log.PoolEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveStateTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final LiveState state = new LiveState();

  @Test
  void nothingOfAWorkloadThatIsGoneStandsForALaterOneOfItsName() throws Exception {
    Fleet fleet = Shipped.demo().fleet();
    state.declared(fleet, Map.of());
    Measure measure = new Measure.Training(0, 0, 0, 1, false, List.of());
    Freshness fresh = new Freshness(Duration.ZERO, 1, 1, false, List.of());
    state.event(new PoolEvent.Estimated(new Estimate("bert", "demo", NOW, fresh, measure)), NOW);
    state.decision(
        new Decision.Hold(
            "bert", "demo", NOW, Allocation.NONE, HoldReason.COMPLETE, Rationale.of("so")));
    assertThat(state.view().lastDecisions()).containsKey("bert");
    assertThat(state.view().histories()).containsKey("bert");

    state.declared(Fleet.EMPTY, Map.of());
    state.declared(fleet, Map.of());

    assertThat(state.view().estimates()).doesNotContainKey("bert");
    assertThat(state.view().lastDecisions()).doesNotContainKey("bert");
    assertThat(state.view().histories()).doesNotContainKey("bert");
    assertThat(state.view().decisions()).as("what was decided stays told").hasSize(1);
  }
}
