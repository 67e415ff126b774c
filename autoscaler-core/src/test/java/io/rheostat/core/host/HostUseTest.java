package io.rheostat.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.host.HostUse.Look;
import org.junit.jupiter.api.Test;

/// Looks at the replicas of a placement, hour by hour.
class HostUseTest {
  private static final long HOUR = 3_600_000;

  private static Look memory(double bytes) {
    return new Look(bytes, 200, 0, 0, 0);
  }

  @Test
  void anHourKeepsItsPeak() {
    HostUse use =
        HostUse.begun(0, 0)
            .observe(memory(80), 10)
            .observe(memory(100), 20)
            .observe(memory(60), HOUR);

    assertThat(use.memory().neededBytes()).isEqualTo(100);
    assertThat(use.hourPeak()).isEqualTo(60);
    assertThat(use.limit()).isEqualTo(200);
  }

  @Test
  void nothingNewIsTheSameUse() {
    HostUse use = HostUse.begun(0, 0).observe(memory(80), 10);

    assertThat(use.observe(memory(70), 20)).isSameAs(use);
  }

  @Test
  void aKillStandsForMoreThanTheLimit() {
    HostUse use =
        HostUse.begun(1, 0)
            .observe(memory(150), HOUR + 1)
            .observe(new Look(190, 200, 1, 0, 0), HOUR + 2);

    assertThat(use.memory().neededBytes()).isEqualTo(250);
  }

  @Test
  void killsOfBeforeAreNoNeed() {
    HostUse use =
        HostUse.begun(1, 3)
            .observe(new Look(150, 200, 3, 0, 0), 2)
            .observe(new Look(150, 200, 3, 0, 0), HOUR + 1);

    assertThat(use.memory().neededBytes()).isEqualTo(150);
  }

  @Test
  void aKillAfterAReplicaWithKillsHasLeftIsSeen() {
    HostUse use =
        HostUse.begun(1, 3)
            .observe(new Look(150, 200, 0, 0, 0), HOUR + 1)
            .observe(new Look(190, 200, 1, 0, 0), HOUR + 2);

    assertThat(use.memory().neededBytes()).isEqualTo(250);
  }

  @Test
  void aDiskGrowsHourByHour() {
    HostUse use = HostUse.begun(0, 0);
    for (int hour = 1; hour <= 25; hour++) {
      use = use.observe(new Look(0, 0, 0, 100 + hour, 200), hour * HOUR);
    }

    assertThat(use.disk().orElseThrow().daysUntilFull(use.capacity()).orElseThrow())
        .isCloseTo(75 / 24.0, within(1e-9));
    assertThat(use.advisedMemoryBytes()).isZero();
  }
}
