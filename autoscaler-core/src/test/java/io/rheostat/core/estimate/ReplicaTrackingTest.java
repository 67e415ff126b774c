package io.rheostat.core.estimate;

import static io.rheostat.core.estimate.SteadyService.RATE;
import static io.rheostat.core.estimate.SteadyService.REPLICAS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.workload.WorkloadRoot;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Replicas that fall silent, or never report, while their target tells how many are ready.
class ReplicaTrackingTest {
  private static final Offset<Double> NEAR = within(0.1 * REPLICAS * RATE);

  private final SteadyService service = new SteadyService();

  @Test
  void demandOfSilentReplicasIsCarriedAsLongAsTheirTargetReportsThemReady() {
    service.pass(600, REPLICAS, REPLICAS);

    service.pass(600, 4, REPLICAS);

    assertThat(service.newest().freshness().unreachable()).isEqualTo(4);
    assertThat(service.demand().level()).isCloseTo(REPLICAS * RATE, NEAR);
  }

  @Test
  void silentReplicasAreForgottenOnceTheirTargetReportsFewer() {
    service.pass(600, REPLICAS, REPLICAS);

    service.pass(20, 4, 4);

    assertThat(service.state().replicas()).hasSize(4);
    assertThat(service.newest().freshness().unreachable()).isZero();
  }

  @Test
  void aReplicaThatStillReportsIsNotGoneForBeingUnready() {
    service.pass(600, REPLICAS, REPLICAS);

    service.pass(60, REPLICAS, 4);

    assertThat(service.state().replicas()).hasSize(REPLICAS);
  }

  @Test
  void aReportThatEndsASurplusTakesNobodyAway() {
    service.pass(600, REPLICAS, REPLICAS);
    service.pass(60, REPLICAS, 4);

    service.pass(60, REPLICAS, REPLICAS + 1);

    assertThat(service.state().replicas()).hasSize(REPLICAS);
  }

  @Test
  void nothingIsLearnedWhileAReadyReplicaHasNeverReported() {
    service.pass(600, REPLICAS, REPLICAS);
    service.pass(30, REPLICAS, REPLICAS + 1);
    WorkloadRoot.Learned begun = service.learned();

    service.pass(300, REPLICAS, REPLICAS + 1);

    assertThat(begun.forecastAt()).isPositive();
    assertThat(service.learned().forecast()).isEqualTo(begun.forecast());
    assertThat(service.learned().engines()).isEqualTo(begun.engines());
  }

  @Test
  void stepsOfAPartialOutageAreLeftOutOfTheForecast() {
    service.pass(600, REPLICAS, REPLICAS);
    service.pass(30, 4, REPLICAS);
    WorkloadRoot.Learned begun = service.learned();

    service.pass(300, 4, REPLICAS);
    service.pass(9, REPLICAS, REPLICAS);

    long since = service.state().root().presence().completeSince();
    assertThat(service.now() - since).isLessThan(10_000);
    assertThat(service.learned().forecast()).isEqualTo(begun.forecast());
    service.pass(30, REPLICAS, REPLICAS);
    assertThat(service.learned().forecast()).isNotEqualTo(begun.forecast());
  }

  @Test
  void withoutARecentReportSilenceAloneDecides() {
    service.pass(600, REPLICAS, REPLICAS);

    service.pass(360, 4);

    assertThat(service.state().root().presence().isKnown(service.now())).isFalse();
    assertThat(service.state().replicas()).hasSize(4);
  }
}
