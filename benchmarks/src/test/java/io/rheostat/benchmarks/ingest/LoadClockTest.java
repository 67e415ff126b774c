package io.rheostat.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LoadClockTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void stepsFiveSecondsARoundFromTheLastHourOn() {
    LoadClock clock = LoadClock.startingAt(NOW, Duration.ofSeconds(30), 60_000);

    assertThat(clock.millis(0)).isEqualTo(NOW.minus(Duration.ofMinutes(55)).toEpochMilli());
    assertThat(clock.millis(1) - clock.millis(0)).isEqualTo(5_000);
  }

  @Test
  void aLongRunTakesSmallerStepsAndStaysBehindTheRealClock() {
    LoadClock clock = LoadClock.startingAt(NOW, Duration.ofMinutes(5), 60_000);

    long roundsAtAMillionASecond = 300 * 1_000_000L / 60_000;

    assertThat(clock.millis(roundsAtAMillionASecond)).isLessThan(NOW.toEpochMilli());
    assertThat(clock.step()).isPositive();
  }
}
