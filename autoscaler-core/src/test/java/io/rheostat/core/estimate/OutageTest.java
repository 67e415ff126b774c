package io.rheostat.core.estimate;

import static io.rheostat.core.estimate.SteadyService.RATE;
import static io.rheostat.core.estimate.SteadyService.REPLICAS;
import static io.rheostat.core.estimate.SteadyService.SCRAPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.workload.WorkloadRoot;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Outages of the metrics of all replicas or of some.
class OutageTest {
  private static final Offset<Double> NEAR = within(0.1 * REPLICAS * RATE);

  private final SteadyService service = new SteadyService();

  @Test
  void afterAnOutageOfTwentyMinutesTheFirstPageFindsEveryReplicaAndTheWholeDemand() {
    service.pass(600, REPLICAS);
    service.pass(1200, 0);
    assertThat(service.newest().freshness().stale()).isTrue();

    service.pass(SCRAPE, 1);

    assertThat(service.newest().freshness().live()).isEqualTo(1);
    assertThat(service.newest().freshness().unreachable()).isEqualTo(REPLICAS - 1);
    assertThat(service.demand().level()).isCloseTo(REPLICAS * RATE, NEAR);
  }

  @Test
  void anOutageIsNotLearnedAsALull() {
    service.pass(600, REPLICAS);
    double before = service.demand().at(30).rates().get(3);

    service.pass(1200, 0);
    service.pass(60, REPLICAS);

    assertThat(service.demand().level()).isCloseTo(REPLICAS * RATE, NEAR);
    assertThat(service.demand().at(30).rates().get(3)).isCloseTo(before, within(0.1 * before));
    assertThat(service.demand().at(300).rates().getFirst()).isGreaterThan(0.6 * before);
  }

  @Test
  void nothingIsLearnedWhileSomeReplicasAreUnreachable() {
    service.pass(600, REPLICAS);
    WorkloadRoot.Learned before = service.learned();
    service.pass(20, 3);
    WorkloadRoot.Learned begun = service.learned();

    service.pass(35, 3);

    WorkloadRoot.Learned after = service.learned();
    assertThat(before.forecastAt()).isPositive();
    assertThat(after.forecast()).isEqualTo(begun.forecast());
    assertThat(after.engines()).isEqualTo(begun.engines());
    assertThat(after.quality()).isEqualTo(begun.quality());
  }

  @Test
  void aReplicaThatStaysSilentWhileOthersReportIsForgotten() {
    service.pass(120, REPLICAS);

    service.pass(55, REPLICAS - 1);
    int known = service.state().replicas().size();
    service.pass(15, REPLICAS - 1);

    assertThat(known).isEqualTo(REPLICAS);
    assertThat(service.state().replicas()).hasSize(REPLICAS - 1);
    assertThat(service.newest().freshness().unreachable()).isZero();
  }

  @Test
  void whatWasAssumedForUnreachableReplicasIsToldApart() {
    service.pass(600, REPLICAS);

    service.pass(50, 6);

    assertThat(service.demand().level()).isCloseTo(REPLICAS * RATE, NEAR);
    assertThat(service.demand().carriedRate()).isBetween(1.0, 2 * RATE + 0.5);
  }
}
