package io.rheostat.actuator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LeaseTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Lease lease = new Lease();

  @Test
  void who_looks_often_goes_on() {
    assertThat(lease.renew(-5 * SECOND)).isTrue();
    assertThat(lease.renew(-1 * SECOND)).isTrue();
    assertThat(lease.renew(3 * SECOND)).isTrue();
  }

  @Test
  void who_stood_still_does_not() {
    lease.begin(0);

    assertThat(lease.renew(4 * SECOND + 1)).isFalse();
  }
}
