package io.rheostat.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Days until a volume is full, by hand.
class DiskUseTest {
  private static DiskUse grown(int hours, double each) {
    DiskUse use = DiskUse.first(100);
    for (int i = 0; i < hours; i++) {
      use = use.hour(use.usedBytes() + each);
    }
    return use;
  }

  @Test
  void steadyGrowthFillsTheRest() {
    // 148 used, 1 more an hour: 52 hours.
    assertThat(grown(48, 1).daysUntilFull(200)).hasValue(52 / 24.0);
  }

  @Test
  void cleanUpsAreGivenBack() {
    DiskUse use = grown(48, 1).hour(124);

    // 24 more in 49 hours.
    assertThat(use.daysUntilFull(200).orElseThrow()).isEqualTo(76 / (24 / 49.0) / 24);
  }

  @Test
  void whatDoesNotGrowIsNeverFull() {
    assertThat(grown(48, 0).daysUntilFull(200)).isEmpty();
    assertThat(grown(48, -1).daysUntilFull(200)).isEmpty();
  }

  @Test
  void littleIsNotBelieved() {
    assertThat(grown(5, 10).daysUntilFull(200)).isEmpty();
  }

  @Test
  void aFullVolumeHasNoDaysLeft() {
    assertThat(grown(48, 10).daysUntilFull(200)).hasValue(0);
  }
}
