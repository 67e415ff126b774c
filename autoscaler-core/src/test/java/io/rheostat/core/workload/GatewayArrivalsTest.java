package io.rheostat.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Requests that came to a gateway while no replica served.
class GatewayArrivalsTest {
  private static final GatewayArrivals BEGUN = GatewayArrivals.begun(5_000);

  @Test
  void whatCameWaits() {
    GatewayArrivals gateway = BEGUN.came(10_000, 20_000, 6).came(20_000, 30_000, 4);

    assertThat(gateway.awaiting(30_000)).isEqualTo(10);
    assertThat(gateway.requests().sum(10_000, 20_000)).isEqualTo(6);
    assertThat(gateway.since()).isEqualTo(5_000);
    assertThat(gateway.cameAt()).isEqualTo(30_000);
  }

  @Test
  void clientsWaitForAQuarterOfAnHour() {
    GatewayArrivals gateway = BEGUN.came(10_000, 20_000, 6);

    assertThat(gateway.awaiting(920_000)).isEqualTo(6);
    assertThat(gateway.awaiting(920_001)).isZero();
  }

  @Test
  void aNewRequestRenewsTheirPatience() {
    GatewayArrivals gateway = BEGUN.came(10_000, 20_000, 6).came(30_000, 40_000, 1);

    assertThat(gateway.awaiting(940_000)).isEqualTo(7);
    assertThat(gateway.came(50_000, 60_000, 0).cameAt()).isEqualTo(40_000);
    assertThat(gateway.came(1_000, 2_000, 1).cameAt()).isEqualTo(40_000);
  }

  @Test
  void whatAReplicaServesWaitsNoLonger() {
    GatewayArrivals served = BEGUN.came(10_000, 20_000, 6).served();

    assertThat(served.awaiting(20_000)).isZero();
    assertThat(served.requests().sum(10_000, 20_000)).isEqualTo(6);
    assertThat(served.served()).isSameAs(served);
  }

  @Test
  void requestsTakenBackLeaveNoLessThanNone() {
    assertThat(BEGUN.came(10_000, 20_000, 6).came(10_000, 20_000, -9).awaiting(20_000)).isZero();
  }
}
