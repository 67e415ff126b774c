package io.rheostat.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Runner;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.log.WorkloadEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Eight replicas that take 4 req/s each, of which none or only some are seen for a while.
class OutageTest {
  private static final int REPLICAS = 8;
  private static final double RATE = 4;
  private static final int SCRAPE = 5;

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

  /// Time passes for all replicas; only the first `seen` of them are scraped.
  private void pass(int seconds, int seen) {
    for (int i = 0; i < seconds; i++) {
      second++;
      for (Pages.Replica replica : replicas) {
        replica.finished += RATE;
        replica.prompt += 500 * RATE;
        replica.generated += 100 * RATE;
      }
      if (second % SCRAPE == 0) {
        for (Pages.Replica replica : replicas.subList(0, seen)) {
          runner.accept(replica.page("chat", Given.at(second)), Given.at(second));
        }
      }
      runner.accept(new WorkloadEvent.Tick(), Given.at(second));
    }
  }

  private Estimate newest() {
    Estimate newest = null;
    for (EstimateEffect effect : runner.effects()) {
      if (effect instanceof EstimateEffect.Estimated(Estimate estimate)
          && estimate.workload().equals("chat")) {
        newest = estimate;
      }
    }
    return java.util.Objects.requireNonNull(newest);
  }

  private DemandEstimate demand() {
    return ((Measure.Inference) newest().measure()).demand();
  }

  private static final org.assertj.core.data.Offset<Double> NEAR = within(0.1 * REPLICAS * RATE);

  @Test
  void afterAnOutageOfTwentyMinutesTheFirstPageFindsEveryReplicaAndTheWholeDemand() {
    pass(600, REPLICAS);
    pass(1200, 0);
    assertThat(newest().freshness().stale()).isTrue();

    pass(SCRAPE, 1);

    assertThat(newest().freshness().live()).isEqualTo(1);
    assertThat(newest().freshness().unreachable()).isEqualTo(REPLICAS - 1);
    assertThat(demand().level()).isCloseTo(REPLICAS * RATE, NEAR);
  }

  @Test
  void anOutageIsNotLearnedAsALull() {
    pass(600, REPLICAS);
    double before = demand().at(30).rates().get(3);

    pass(1200, 0);
    pass(60, REPLICAS);

    assertThat(demand().level()).isCloseTo(REPLICAS * RATE, NEAR);
    assertThat(demand().at(30).rates().get(3)).isCloseTo(before, within(0.1 * before));
    assertThat(demand().at(300).rates().getFirst()).isGreaterThan(0.6 * before);
  }

  @Test
  void nothingIsLearnedWhileSomeReplicasAreUnreachable() {
    pass(600, REPLICAS);
    WorkloadRoot.Learned before = runner.state("chat").root().learned();
    pass(20, 3);
    WorkloadRoot.Learned begun = runner.state("chat").root().learned();

    pass(35, 3);

    WorkloadRoot.Learned after = runner.state("chat").root().learned();
    assertThat(before.forecastAt()).isPositive();
    assertThat(after.forecast()).isEqualTo(begun.forecast());
    assertThat(after.engines()).isEqualTo(begun.engines());
    assertThat(after.quality()).isEqualTo(begun.quality());
  }

  @Test
  void aReplicaThatStaysSilentWhileOthersReportIsForgotten() {
    pass(120, REPLICAS);

    pass(55, REPLICAS - 1);
    int known = runner.state("chat").replicas().size();
    pass(15, REPLICAS - 1);

    assertThat(known).isEqualTo(REPLICAS);
    assertThat(runner.state("chat").replicas()).hasSize(REPLICAS - 1);
    assertThat(newest().freshness().unreachable()).isZero();
  }

  @Test
  void whatWasAssumedForUnreachableReplicasIsToldApart() {
    pass(600, REPLICAS);

    pass(50, 6);

    assertThat(demand().level()).isCloseTo(REPLICAS * RATE, NEAR);
    assertThat(demand().carriedRate()).isBetween(1.0, 2 * RATE + 0.5);
  }
}
