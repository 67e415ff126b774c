package io.rheostat.app.cli.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReplayProgressTest {
  @Test
  void theTimeLeftFollowsFromThePaceSoFar() {
    assertThat(ReplayProgress.line(250_000, 1_000_000, 10))
        .isEqualTo("250,000 of 1,000,000 events replayed, about 30 s left");
    assertThat(ReplayProgress.line(1_000_001, 1_000_000, 10)).endsWith("about 0 s left");
  }

  @Test
  void withoutATotalThereIsNone() {
    assertThat(ReplayProgress.line(1_250, 0, 5)).isEqualTo("1,250 events replayed");
    assertThat(ReplayProgress.line(0, 100, 5)).isEqualTo("0 events replayed");
  }
}
