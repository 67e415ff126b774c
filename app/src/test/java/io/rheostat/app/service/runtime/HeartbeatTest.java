package io.rheostat.app.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class HeartbeatTest {
  @Test
  void aLoopThatDidNotTurnWithinItsPeriodIsNamed() {
    Heartbeat late = new Heartbeat("the ticker", Duration.ofNanos(-1));
    Heartbeat well = new Heartbeat("the ticker", Duration.ofMinutes(5));
    late.beat();
    well.beat();

    assertThat(late.problem())
        .hasValueSatisfying(words -> assertThat(words).startsWith("the ticker has not turned for"));
    assertThat(well.problem()).isEmpty();
  }
}
