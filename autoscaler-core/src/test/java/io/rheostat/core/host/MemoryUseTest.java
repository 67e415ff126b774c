package io.rheostat.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// Advice on host memory by hand.
class MemoryUseTest {
  private static MemoryUse steady(double bytes, int hours) {
    MemoryUse use = MemoryUse.NONE;
    for (int i = 0; i < hours; i++) {
      use = use.hour(bytes, i == 0);
    }
    return use;
  }

  @Test
  void steadyUseGetsTheLeastMargin() {
    assertThat(steady(100, 48).advisedBytes()).isCloseTo(112, within(1e-9));
  }

  @Test
  void aLeakIsCoveredForADay() {
    MemoryUse use = MemoryUse.NONE;
    for (int i = 0; i < 24; i++) {
      use = use.hour(100 + i, i == 0);
    }

    // 123 now and 24 more in a day.
    assertThat(use.advisedBytes()).isCloseTo(147 * 1.12, within(0.2));
  }

  @Test
  void aRestartEndsTheLeak() {
    MemoryUse use = steady(100, 30).hour(140, false).hour(100, true).hour(100, false);

    assertThat(use.advisedBytes()).isGreaterThan(140).isLessThan(140 * 1.26);
  }

  @Test
  void afterEightDaysAPeakIsForgotten() {
    MemoryUse use = steady(300, 1);
    for (int i = 0; i < 8 * 24; i++) {
      use = use.hour(100, false);
    }

    assertThat(use.neededBytes()).isEqualTo(100);
  }

  @Test
  void aKillStandsForMoreThanItsLimit() {
    assertThat(steady(100, 24).killed(100).neededBytes()).isEqualTo(125);
  }

  @Test
  void aSteepRiseIsOutrun() {
    MemoryUse use = steady(100, 24).hour(130, false);

    assertThat(use.advisedBytes()).isGreaterThanOrEqualTo(190);
    assertThat(use.isWorthIt(160)).isTrue();
  }

  @Test
  void smallChangesAreNotWorthARestart() {
    assertThat(steady(100, 24).isWorthIt(112)).isFalse();
    assertThat(steady(100, 24).isWorthIt(120)).isFalse();
    assertThat(steady(100, 24).isWorthIt(130)).isTrue();
    assertThat(steady(100, 24).isWorthIt(104)).isTrue();
  }

  @Property
  void adviceNeverFallsBelowTheNeed(
      @ForAll @Size(min = 1, max = 300) List<@DoubleRange(min = 1, max = 1e12) Double> hours) {
    MemoryUse use = MemoryUse.NONE;
    for (double hour : hours) {
      use = use.hour(hour, false);
      assertThat(use.advisedBytes()).isGreaterThanOrEqualTo(use.neededBytes()).isGreaterThan(hour);
    }
  }
}
