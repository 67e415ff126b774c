package io.rheostat.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Runner;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.log.WorkloadEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Eight replicas that take 4 req/s each and send metrics every five seconds, of which some fall
/// silent while their target tells how many are ready.
class ReplicaTrackingTest {
  private static final int REPLICAS = 8;
  private static final double RATE = 4;
  private static final int PUSH = 5;

  private final Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner =
      new Runner<>(new EstimateStage());
  private final List<Pages.Replica> replicas = new ArrayList<>();
  private int second;

  @BeforeEach
  void declare() {
    Pages.fleet().forEach(event -> runner.accept(event, Given.START));
    for (int i = 0; i < REPLICAS; i++) {
      Pages.Replica replica = new Pages.Replica("r" + i, "big");
      replica.running = 6;
      replicas.add(replica);
    }
  }

  /// Time passes; only the first `seen` replicas send metrics, and each minute the target tells.
  private void pass(int seconds, int seen, int ready) {
    ready(ready);
    for (int i = 0; i < seconds; i++) {
      second++;
      for (Pages.Replica replica : replicas) {
        replica.finished += RATE;
        replica.prompt += 500 * RATE;
        replica.generated += 100 * RATE;
      }
      if (second % PUSH == 0) {
        for (Pages.Replica replica : replicas.subList(0, seen)) {
          runner.accept(replica.page("chat", Given.at(second)), Given.at(second));
        }
      }
      if (second % 60 == 0) {
        ready(ready);
      }
      runner.accept(new WorkloadEvent.Tick(), Given.at(second));
    }
  }

  private void ready(int ready) {
    Observed observed =
        new Observed(
            "chat",
            "main",
            Given.at(second),
            Generation.NONE,
            List.of(status("big", ready), status("small", 0)),
            false,
            Optional.empty());
    runner.accept(new WorkloadEvent.Observation(observed), Given.at(second));
  }

  private static PlacementStatus status(String placement, int ready) {
    return new PlacementStatus(
        placement, ready, ready, 0, 0, 0, Optional.empty(), Optional.empty());
  }

  private DemandEstimate demand() {
    return ((Measure.Inference) newest().measure()).demand();
  }

  private Estimate newest() {
    Estimate newest = null;
    for (EstimateEffect effect : runner.effects()) {
      if (effect instanceof EstimateEffect.Estimated(Estimate estimate)
          && estimate.workload().equals("chat")) {
        newest = estimate;
      }
    }
    return Objects.requireNonNull(newest);
  }

  private List<ReplicaState> known() {
    return runner.state("chat").replicas();
  }

  @Test
  void demandOfSilentReplicasIsCarriedAsLongAsTheirTargetReportsThemReady() {
    pass(600, REPLICAS, REPLICAS);

    pass(600, 4, REPLICAS);

    assertThat(newest().freshness().unreachable()).isEqualTo(4);
    assertThat(demand().level()).isCloseTo(REPLICAS * RATE, within(3.0));
  }

  @Test
  void silentReplicasAreForgottenOnceTheirTargetReportsFewer() {
    pass(600, REPLICAS, REPLICAS);

    pass(20, 4, 4);

    assertThat(known()).hasSize(4);
    assertThat(newest().freshness().unreachable()).isZero();
  }

  @Test
  void aReplicaThatStillReportsIsNotGoneForBeingUnready() {
    pass(600, REPLICAS, REPLICAS);

    pass(60, REPLICAS, 4);

    assertThat(known()).hasSize(REPLICAS);
  }

  @Test
  void aReportThatEndsASurplusTakesNobodyAway() {
    pass(600, REPLICAS, REPLICAS);
    pass(60, REPLICAS, 4);

    pass(60, REPLICAS, REPLICAS + 1);

    assertThat(known()).hasSize(REPLICAS);
  }

  @Test
  void nothingIsLearnedWhileAReadyReplicaHasNeverReported() {
    pass(600, REPLICAS, REPLICAS);
    pass(30, REPLICAS, REPLICAS + 1);
    WorkloadRoot.Learned begun = runner.state("chat").root().learned();

    pass(300, REPLICAS, REPLICAS + 1);

    WorkloadRoot.Learned after = runner.state("chat").root().learned();
    assertThat(begun.forecastAt()).isPositive();
    assertThat(after.forecast()).isEqualTo(begun.forecast());
    assertThat(after.engines()).isEqualTo(begun.engines());
  }

  @Test
  void stepsOfAPartialOutageAreLeftOutOfTheForecast() {
    pass(600, REPLICAS, REPLICAS);
    pass(300, 4, REPLICAS);
    pass(60, REPLICAS, REPLICAS);

    Presence presence = runner.state("chat").root().presence();
    assertThat(presence.completeSince()).isGreaterThan(Given.at(899).toEpochMilli());
    assertThat(runner.state("chat").root().learned().forecastAt())
        .isGreaterThan(presence.completeSince());
    assertThat(demand().level()).isCloseTo(REPLICAS * RATE, within(3.0));
  }

  @Test
  void withoutARecentReportSilenceAloneDecides() {
    pass(600, REPLICAS, REPLICAS);
    for (int i = 0; i < 6; i++) {
      // The target is not seen any more: its reports show what they last saw.
      passUnseen(60);
    }

    assertThat(runner.state("chat").root().presence().isKnown(Given.at(second).toEpochMilli()))
        .isFalse();
    assertThat(known()).hasSize(4);
  }

  private void passUnseen(int seconds) {
    for (int i = 0; i < seconds; i++) {
      second++;
      if (second % PUSH == 0) {
        for (Pages.Replica replica : replicas.subList(0, 4)) {
          replica.finished += PUSH * RATE;
          runner.accept(replica.page("chat", Given.at(second)), Given.at(second));
        }
      }
      runner.accept(new WorkloadEvent.Tick(), Given.at(second));
    }
  }
}
