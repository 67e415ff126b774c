package io.rheostat.core.attainment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Late requests of a surge: batches fill within 30 s of residence, 3 s of waiting are good, and
/// help comes after a minute.
class OverloadTest {
  private static Overload from(double level) {
    return new Overload(level, 30, 3, 60);
  }

  @Test
  void aServiceAlreadyFullHasOnlyItsQueueToFill() {
    // At load 1.5 a queue of 3 s builds up in 6 s: the other 54 of 60 s are late.
    assertThat(from(10).lateShare(1.5, 10)).isCloseTo(0.9, within(1e-12));
    assertThat(from(12).lateShare(1.5, 10)).isCloseTo(0.9, within(1e-12));
  }

  @Test
  void aHalfEmptyServiceFillsItsBatchesFirst() {
    // ln((1.5 - 0.5) / 0.5) x 30 s = 20.794 s, and 6 s of queueing.
    assertThat(from(5).lateShare(1.5, 10)).isCloseTo(1 - 26.7944 / 60, within(1e-5));
  }

  @Test
  void anIdleServiceTakesLongest() {
    // ln(1.5 / 0.5) x 30 s = 32.958 s, and 6 s.
    assertThat(from(0).lateShare(1.5, 10)).isCloseTo(1 - 38.9584 / 60, within(1e-5));
  }

  @Test
  void nothingIsLateWhenHelpComesBeforeTheQueue() {
    // 3 / 0.05 = 60 s of queueing alone.
    assertThat(from(10).lateShare(1.05, 10)).isCloseTo(0, within(1e-9));
    assertThat(from(10).lateShare(1.01, 10)).isZero();
    assertThat(from(0).lateShare(1.1, 10)).isZero();
  }

  @Test
  void aHeavierSurgeIsLaterAndMoreReplicasBeforeItHelp() {
    double before = 0;
    for (double load = 1.2; load < 10; load += 0.2) {
      double late = from(8).lateShare(load, 10);

      assertThat(late).isGreaterThan(before).isLessThan(1);
      assertThat(from(4).lateShare(load, 10)).isLessThan(late);
      before = late;
    }
  }

  @Test
  void patienceAndAQuickHelpHelp() {
    double late = from(8).lateShare(2, 10);

    assertThat(new Overload(8, 30, 6, 60).lateShare(2, 10)).isLessThan(late);
    assertThat(new Overload(8, 60, 3, 60).lateShare(2, 10)).isLessThan(late);
    assertThat(new Overload(8, 30, 3, 30).lateShare(2, 10)).isLessThan(late);
  }

  @Test
  void aLevelAboveTheLoadIsTakenAsTheLoad() {
    // 30 a second now of 10 in capacity are load 3, but load 2 is asked about.
    assertThat(from(30).lateShare(2, 10)).isEqualTo(from(20).lateShare(2, 10));
  }
}
