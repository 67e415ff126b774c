package io.rheostat.contest.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.history.TrafficHistory.Slot;
import io.rheostat.contest.history.TrafficHistory.Tokens;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TrafficHistoryTest {
  private static final Instant HALF_PAST = Instant.parse("2026-11-24T09:00:30Z");
  private static final Tokens ONE = new Tokens(100, 1, 20, 1);

  private static TrafficCounts counts(int... seenSlots) {
    TrafficCounts counts = new TrafficCounts();
    for (int slot : seenSlots) {
      counts.seen(HALF_PAST.toEpochMilli() + slot * 10_000L, new Slot(slot + 1, ONE));
    }
    return counts;
  }

  @Test
  void minutesAreThoseOfTheClock() {
    TrafficHistory traffic = new TrafficHistory(HALF_PAST, 5, counts(0, 1, 2, 3, 4));

    assertThat(traffic.minutes()).isEqualTo(2);
    assertThat(traffic.minuteOf(2)).isZero();
    assertThat(traffic.minuteOf(3)).isEqualTo(1);
    assertThat(traffic.tokens(0, 1)).isEqualTo(new Tokens(300, 3, 60, 3));
    assertThat(traffic.tokens(0, 9)).isEqualTo(new Tokens(500, 5, 100, 5));
  }

  @Test
  void slotsThatNobodyReportedAreUnseenAndWithoutRequests() {
    TrafficHistory traffic = new TrafficHistory(HALF_PAST, 8, counts(1, 4));

    assertThat(traffic.requests(3)).isZero();
    assertThat(traffic.requests(4)).isEqualTo(5);
    assertThat(traffic.requests()).isEqualTo(7);
    assertThat(traffic.unseen()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aSectionBeginsBeforeOrAfterTheFirstSlotCounted() {
    TrafficCounts counts = counts(0, 1, 2, 3, 4, 5, 6, 7);
    TrafficHistory before = new TrafficHistory(HALF_PAST.minusSeconds(20), 3, counts);
    TrafficHistory after = new TrafficHistory(HALF_PAST.plusSeconds(30), 2, counts);

    assertThat(before.requests()).isEqualTo(1);
    assertThat(before.unseen()).isEqualTo(Duration.ofSeconds(20));
    assertThat(after.requests(0)).isEqualTo(4);
    assertThat(after.requests()).isEqualTo(9);
    assertThat(after.tokens(0, 1).admitted()).isEqualTo(5);
  }

  /// So that the histories of a week of 1,000 workloads fit in half a gigabyte.
  @Test
  void aWeekOfOneServiceTakesLessThanHalfAMegabyte() {
    TrafficCounts counts = new TrafficCounts();
    for (int slot = 0; slot < 7 * 24 * 360; slot++) {
      counts.seen(HALF_PAST.toEpochMilli() + slot * 10_000L, new Slot(slot % 7, ONE));
    }

    assertThat(counts.bytes()).isLessThan(500_000);
  }
}
