package io.rheostat.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Runner;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Demand that is told from in front of a service.
class GatewayTest {
  private final Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner =
      new Runner<>(new EstimateStage());

  @BeforeEach
  void declare() {
    Pages.fleet().forEach(event -> runner.accept(event, Given.START));
  }

  private List<EstimateEffect> send(String replica, double second, Sample... samples) {
    Instant at = Given.at(second);
    return List.copyOf(
        runner.accept(
            new WorkloadEvent.Measured(new Reading("chat", replica, "big", at, List.of(samples))),
            at));
  }

  private List<EstimateEffect> gateway(double second, double requests) {
    return send("gateway a", second, new Sample.Scalar(Signal.GATEWAY_REQUESTS, requests));
  }

  private void replica(String name, double second, double finished) {
    send(
        name,
        second,
        new Sample.Scalar(Signal.REQUESTS_RUNNING, 2),
        new Sample.Scalar(Signal.REQUESTS_WAITING, 0),
        new Sample.Scalar(Signal.REQUESTS_FINISHED, finished));
  }

  private void tick(double second) {
    runner.accept(new WorkloadEvent.Tick(), Given.at(second));
  }

  private static List<Estimate> estimates(List<EstimateEffect> effects) {
    List<Estimate> estimates = new ArrayList<>();
    for (EstimateEffect effect : effects) {
      if (effect instanceof EstimateEffect.Estimated(Estimate estimate)
          && estimate.workload().equals("chat")) {
        estimates.add(estimate);
      }
    }
    return estimates;
  }

  private DemandEstimate demand() {
    return demand(estimates(runner.effects()).getLast());
  }

  private static DemandEstimate demand(Estimate estimate) {
    return ((Measure.Inference) estimate.measure()).demand();
  }

  @Test
  void theFirstRequestAtTheGatewayIsEstimatedAtOnce() {
    gateway(1, 50_000);
    for (int second = 2; second < 30; second++) {
      tick(second);
    }
    assertThat(demand().backlog()).isZero();

    List<Estimate> woken = estimates(gateway(31, 50_001));

    assertThat(woken).hasSize(1);
    assertThat(demand(woken.getFirst()).backlog()).isEqualTo(1);
    assertThat(demand(woken.getFirst()).level()).isPositive();
    assertThat(woken.getFirst().freshness().live()).isZero();
    assertThat(woken.getFirst().freshness().unreachable()).isZero();
  }

  @Test
  void aSeriesThatBeginsWithTheFirstRequestCountsIt() {
    assertThat(demand(estimates(gateway(31, 1)).getLast()).backlog()).isEqualTo(1);
  }

  @Test
  void requestsWaitUntilAReplicaServesOrNobodyWouldAnyMore() {
    gateway(1, 50_000);
    gateway(11, 50_003);
    for (int second = 12; second < 600; second++) {
      if (second % 10 == 1) {
        gateway(second, 50_003);
      }
      tick(second);
    }
    assertThat(demand().backlog()).isEqualTo(3);

    replica("r0", 601, 0);
    tick(606);
    assertThat(demand().backlog()).isZero();
  }

  @Test
  void withoutReplicasTheGatewaysRequestsAreTheDemand() {
    for (int second = 1; second < 120; second++) {
      gateway(second, 1000 + 4 * second);
      tick(second);
    }

    assertThat(demand().stableRate()).isCloseTo(4, within(0.2));
    assertThat(demand().level()).isCloseTo(4, within(0.2));
    assertThat(demand().at(60).rates().getFirst()).isPositive();
  }

  @Test
  void whatArrivesAtReplicasIsNotCountedAtTheGatewayAgain() {
    for (int second = 1; second < 120; second++) {
      gateway(second, 1000 + 4 * second);
      replica("r0", second, 2 * second);
      replica("r1", second, 2 * second);
      tick(second);
    }

    assertThat(demand().stableRate()).isCloseTo(4, within(0.2));
    assertThat(demand().backlog()).isZero();
  }

  @Test
  void whereReplicasAreSilentTheGatewayIsTheSecondOpinion() {
    for (int second = 1; second < 240; second++) {
      // All that comes doubles while one of two replicas has fallen silent.
      gateway(second, second < 120 ? 4 * second : 480 + 8 * (second - 120));
      replica("r0", second, 2 * second);
      if (second < 120) {
        replica("r1", second, 2 * second);
      }
      tick(second);
    }

    assertThat(demand().stableRate()).isCloseTo(8, within(0.4));
  }

  @Test
  void aQueueInFrontOfTheServiceIsABacklog() {
    send("gateway q", 1, new Sample.Scalar(Signal.GATEWAY_WAITING, 0));
    tick(6);
    assertThat(demand().backlog()).isZero();

    List<Estimate> woken =
        estimates(send("gateway q", 11, new Sample.Scalar(Signal.GATEWAY_WAITING, 12)));

    assertThat(woken).hasSize(1);
    assertThat(demand(woken.getFirst()).backlog()).isEqualTo(12);
  }
}
