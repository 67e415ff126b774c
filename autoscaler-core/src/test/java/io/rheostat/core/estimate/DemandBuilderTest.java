package io.rheostat.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.capacity.EngineModel;
import io.rheostat.core.stage.Given;
import io.rheostat.core.workload.GatewayArrivals;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Demand shown at 60 s by a service with requests of five a second over the minute.
class DemandBuilderTest {
  private static final long NOW = 60_000;
  private static final Objective.Inference OBJECTIVE = Given.serving();
  private static final EngineModel MODEL =
      EngineModel.of(new EngineProfile(0.01, 0.0002, 0, 0.00005, 500_000, 128, 2048), 550, true);

  private final RootDraft root = new RootDraft(WorkloadRoot.of("chat"));
  private List<ReplicaState> replicas =
      List.of(Replicas.told("a", "big", NOW, Signal.REQUESTS_FINISHED, 300));

  @BeforeEach
  void fiveASecond() {
    root.inputTokens = 500;
    root.outputTokens = 100;
    root.firstObservedAt = 1;
    root.arrivals = root.arrivals.add(0, NOW, 300);
  }

  private DemandBuilder builder() {
    return new DemandBuilder(new WorkloadState(root.build(), replicas), NOW);
  }

  private DemandEstimate demand() {
    return builder().of(OBJECTIVE);
  }

  private void unobserved() {
    root.firstObservedAt = 0;
    root.arrivals = WorkloadRoot.of("chat").arrivals();
    replicas = List.of();
  }

  private void gateway(double perSecond) {
    root.gateway = Optional.of(GatewayArrivals.begun(1).came(0, NOW, perSecond * NOW / 1000));
  }

  private static ReplicaState told(long at) {
    return Replicas.gateway(at, Signal.GATEWAY_REQUESTS, 1);
  }

  private static ReplicaState queue(String name, double waiting) {
    return Replicas.told(name, "big", NOW, Signal.REQUESTS_WAITING, waiting);
  }

  @Test
  void beforeAnyMeasurementTheDeclarationCounts() {
    unobserved();

    DemandEstimate demand = demand();

    assertThat(demand.level()).isEqualTo(1);
    assertThat(demand.stableRate()).isEqualTo(1);
    assertThat(demand.recentRate()).isEqualTo(1);
    assertThat(demand.backlog()).isZero();
    assertThat(demand.outlooks()).containsExactly(DemandQuantiles.certain(30, 1));
    assertThat(demand.inputTokens()).isEqualTo(500);
  }

  @Test
  void withoutADeclarationNothingIsExpected() {
    unobserved();
    Objective.Inference open = new Objective.Inference(OBJECTIVE.slo(), 0.01, Optional.empty());

    assertThat(builder().of(open).level()).isZero();
  }

  @Test
  void aSteadyRateIsEveryRate() {
    DemandEstimate demand = demand();

    assertThat(demand.stableRate()).isCloseTo(5, within(1e-3));
    assertThat(demand.recentRate()).isCloseTo(5, within(1e-3));
    assertThat(demand.level()).isCloseTo(5, within(1e-3));
    assertThat(demand.carriedRate()).isZero();
    assertThat(demand.whole()).isFalse();
    assertThat(demand.outlooks()).hasSize(3);
  }

  @Test
  void theRecentRateIsThatOfSixSeconds() {
    root.arrivals = root.arrivals.add(54_000, NOW, 60);

    assertThat(demand().recentRate()).isCloseTo(15, within(1e-3));
    assertThat(demand().stableRate()).isCloseTo(6, within(1e-3));
  }

  @Test
  void demandOfASilentReplicaIsCarried() {
    replicas =
        List.of(
            Replicas.told("a", "big", NOW, Signal.REQUESTS_FINISHED, 300),
            Replicas.heard("b", 0, 0));
    assertThat(demand().carriedRate()).isZero();

    replicas = List.of(replicas.get(0), Replicas.heard("b", 1, 2));
    DemandEstimate demand = demand();

    assertThat(demand.level()).isCloseTo(7, within(1e-3));
    assertThat(demand.carriedRate()).isCloseTo(2, within(1e-3));
    assertThat(demand.stableRate()).isCloseTo(7, within(1e-3));
  }

  @Test
  void queuesOfLiveReplicasAddUp() {
    replicas = List.of(queue("a", 7), queue("b", 4));

    assertThat(demand().backlog()).isEqualTo(11);
  }

  @Test
  void aQueueOfASilentReplicaIsGone() {
    replicas =
        List.of(queue("a", 7), Replicas.told("b", "big", 40_000, Signal.REQUESTS_WAITING, 9));

    assertThat(demand().backlog()).isEqualTo(7);
  }

  @Test
  void aQueueCountsForAMinuteOfItsReplica() {
    root.engines = new TreeMap<>(Map.of("big", MODEL));
    double minute = 60 * MODEL.capacity(new EngineModel.Load(500, 100, 2), OBJECTIVE.slo(), 0);
    replicas = List.of(queue("a", 1e6), queue("b", 4));

    assertThat(demand().backlog()).isCloseTo(minute + 4, within(1e-6));
  }

  @Test
  void requestsInFrontOfTheWorkloadWaitAsWell() {
    replicas = List.of(queue("a", 7), Replicas.gateway(NOW - 90_000, Signal.GATEWAY_WAITING, 5));
    assertThat(demand().backlog()).isEqualTo(7); // not heard for too long

    replicas = List.of(queue("a", 7), Replicas.gateway(NOW - 30_000, Signal.GATEWAY_WAITING, 5));
    assertThat(demand().backlog()).isEqualTo(12);
  }

  @Test
  void withoutAReplicaThoseThatCameSinceAreWaiting() {
    unobserved();
    gateway(2);
    replicas = List.of(told(NOW));

    assertThat(builder().awaiting()).isEqualTo(120);
    assertThat(demand().backlog()).isEqualTo(120);
  }

  @Test
  void noMoreWaitThanTheFastestPlacementServesInAMinute() {
    unobserved();
    gateway(1_000);
    replicas = List.of(told(NOW));
    root.engines = new TreeMap<>(Map.of("big", MODEL));
    double minute = 60 * MODEL.capacity(new EngineModel.Load(500, 100, 1), OBJECTIVE.slo(), 0);

    assertThat(demand().backlog()).isCloseTo(minute, within(1e-6));
  }

  @Test
  void aQueueHeldInFrontMayBeLargerThanThoseThatCame() {
    unobserved();
    gateway(1);
    replicas =
        List.of(Replicas.gateway(NOW, Signal.GATEWAY_REQUESTS, 60, Signal.GATEWAY_WAITING, 90));

    assertThat(builder().awaiting()).isEqualTo(90);
  }

  @Test
  void beforeAReplicaTheGatewaysRateIsTheDemand() {
    unobserved();
    gateway(2);
    replicas = List.of(told(NOW));

    DemandEstimate demand = demand();

    assertThat(demand.level()).isCloseTo(2, within(1e-3));
    assertThat(demand.stableRate()).isCloseTo(2, within(1e-3));
    assertThat(demand.outlooks()).hasSize(1);
    assertThat(demand.outlooks().getFirst().rates().getLast()).isCloseTo(2, within(1e-3));
  }

  @Test
  void aGatewayThatSeesAQuarterMoreKnowsOfOtherReplicas() {
    gateway(6.2);
    replicas = List.of(replicas.getFirst(), told(NOW));
    assertThat(demand().level()).isCloseTo(5, within(1e-3));
    assertThat(demand().whole()).isFalse();

    gateway(6.4);
    assertThat(demand().level()).isCloseTo(6.4, within(1e-2));
    assertThat(demand().stableRate()).isCloseTo(6.4, within(1e-2));
    assertThat(demand().recentRate()).isCloseTo(6.4, within(1e-2));
    assertThat(demand().whole()).isTrue();
  }

  @Test
  void whereAReplicaIsSilentTheGatewayKnowsBetterThanWhatIsCarried() {
    gateway(7.5);
    replicas = List.of(replicas.getFirst(), Replicas.heard("b", 1, 2), told(NOW));
    DemandEstimate more = demand();
    assertThat(more.level()).isCloseTo(7.5, within(1e-2));
    assertThat(more.carriedRate()).isZero();
    assertThat(more.whole()).isTrue();

    gateway(6.5);
    DemandEstimate less = demand();
    assertThat(less.level()).isCloseTo(7, within(1e-2));
    assertThat(less.carriedRate()).isCloseTo(2, within(1e-2));
    assertThat(less.whole()).isFalse();
  }
}
