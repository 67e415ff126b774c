package io.rheostat.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

final class FinishIntervalTest {
  @Test
  void aMeasuredGoodputIsOffByTenPercentAndAnExtrapolatedOneByHalf() {
    assertThat(FinishInterval.of(99, 1).earliest()).isCloseTo(90, within(1e-9));
    assertThat(FinishInterval.of(99, 1).latest()).isCloseTo(110, within(1e-9));
    assertThat(FinishInterval.of(3, 0)).isEqualTo(new FinishInterval(2, 6));
    assertThat(FinishInterval.of(7, 0.5).earliest()).isCloseTo(7 / 1.3, within(1e-9));
  }

  @Test
  void outsideTheIntervalTheEndIsCertain() {
    FinishInterval finish = new FinishInterval(2, 6);

    assertThat(finish.hoursAfter(6)).isZero();
    assertThat(finish.chanceAfter(6)).isZero();
    assertThat(finish.hoursAfter(2)).isEqualTo(2);
    assertThat(finish.chanceAfter(2)).isEqualTo(1);
    assertThat(finish.hoursAfter(-1)).isEqualTo(5);
    assertThat(finish.chanceAfter(-1)).isEqualTo(1);
  }

  @Test
  void anIntervalOfOneMomentIsLateOrNot() {
    assertThat(new FinishInterval(3, 3).hoursAfter(1)).isEqualTo(2);
    assertThat(new FinishInterval(3, 3).hoursAfter(4)).isZero();
    assertThat(new FinishInterval(3, 3).chanceAfter(3)).isZero();
  }

  /// Against ends spread evenly over the interval.
  @Property
  void lateHoursAndChanceAreThoseOfEvenlySpreadEnds(
      @ForAll @DoubleRange(min = 0.01, max = 100) double hours,
      @ForAll @DoubleRange(min = 0, max = 1) double confidence,
      @ForAll @DoubleRange(min = -1, max = 3) double deadlineOverHours) {
    FinishInterval finish = FinishInterval.of(hours, confidence);
    double deadline = deadlineOverHours * hours;
    int ends = 2_000;
    double late = 0;
    double after = 0;
    for (int i = 0; i < ends; i++) {
      double end = finish.earliest() + (finish.latest() - finish.earliest()) * (i + 0.5) / ends;
      late += Math.max(0, end - deadline);
      after += end > deadline ? 1 : 0;
    }

    assertThat(finish.hoursAfter(deadline)).isCloseTo(late / ends, within(1e-3 * hours));
    assertThat(finish.chanceAfter(deadline)).isCloseTo(after / ends, within(1e-3));
  }
}
