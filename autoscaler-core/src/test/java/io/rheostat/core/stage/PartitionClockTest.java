package io.rheostat.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class PartitionClockTest {
  private static final Instant START = Instant.parse("2026-11-29T00:00:00Z");

  @Test
  void aRecordFromTheFutureMovesTheClockNoFurtherThanTheLead() {
    PartitionClock clock = ticking(0, 5).recorded(START.plus(Duration.ofHours(2)));

    assertThat(clock.now()).isEqualTo(START.plusSeconds(5).plus(PartitionClock.LEAD));
    assertThat(clock.ticked(START.plusSeconds(20)).now()).isEqualTo(START.plusSeconds(20));
  }

  @Test
  void oneTickFromTheFutureMovesNothing() {
    PartitionClock clock = ticking(0, 5).ticked(START.plus(Duration.ofHours(1)));

    assertThat(clock.now()).isEqualTo(START.plusSeconds(5));
    assertThat(clock.ticked(START.plusSeconds(6)).now()).isEqualTo(START.plusSeconds(6));
  }

  @Test
  void strayTicksBetweenGoodOnesNeverAddUp() {
    PartitionClock clock = ticking(0, 5);
    for (int second = 6; second < 60; second++) {
      clock = clock.ticked(START.plus(Duration.ofHours(8)).plusSeconds(second));
      clock = clock.ticked(START.plusSeconds(second));
      assertThat(clock.now()).isEqualTo(START.plusSeconds(second));
    }
  }

  @Test
  void afterAnOutageThreeTicksMoveTheClockOn() {
    Instant back = START.plus(Duration.ofMinutes(20));
    PartitionClock clock = ticking(0, 5).ticked(back).ticked(back.plusSeconds(1));
    assertThat(clock.now()).isEqualTo(START.plusSeconds(5));

    assertThat(clock.ticked(back.plusSeconds(2)).now()).isEqualTo(back.plusSeconds(2));
  }

  @Test
  void aHostEightHoursAheadThatIsCorrectedHealsWithinThreeTicks() {
    PartitionClock wrong = ticking(8 * 3600, 30);
    PartitionClock clock = wrong;
    for (int second = 31; second <= 33; second++) {
      clock = clock.ticked(START.plusSeconds(second));
    }

    assertThat(wrong.now()).isEqualTo(START.plusSeconds(8 * 3600 + 30));
    assertThat(clock.now()).isEqualTo(START.plusSeconds(33));
  }

  @Test
  void aStatePoisonedByAnOlderBuildHealsWithinThreeTicks() {
    for (String poisoned : List.of("2026-11-29T02:00:00Z", "+58900-01-01T00:00:00Z")) {
      PartitionClock clock = PartitionClock.of(Instant.parse(poisoned));
      for (int second = 1; second <= 3; second++) {
        clock = clock.ticked(START.plusSeconds(second));
      }
      assertThat(clock.now()).isEqualTo(START.plusSeconds(3));
    }
  }

  @Test
  void theFirstTickSetsTheClockRightAfterAWrongRecord() {
    PartitionClock clock = PartitionClock.NEVER.recorded(START.plus(Duration.ofDays(365)));

    assertThat(clock.ticked(START).now()).isEqualTo(START);
  }

  @Test
  void withoutTicksTheHighestStampIsTheTime() {
    PartitionClock clock = PartitionClock.NEVER;
    for (int minute : List.of(0, 30, 10, 300, 299)) {
      clock = clock.recorded(START.plus(Duration.ofMinutes(minute)));
    }

    assertThat(clock.now()).isEqualTo(START.plus(Duration.ofHours(5)));
  }

  @Test
  void stampsThatAreNoTimesAreRefused() {
    PartitionClock clock = ticking(0, 5);
    long millis = START.toEpochMilli();

    for (long stamp :
        List.of(-1L, 0L, Long.MIN_VALUE, millis * 1000, millis * 1_000_000, Long.MAX_VALUE)) {
      assertThat(PartitionClock.isTime(Instant.ofEpochMilli(stamp))).isFalse();
      assertThat(clock.takes(Instant.ofEpochMilli(stamp))).isFalse();
      assertThat(clock.ticked(Instant.ofEpochMilli(stamp))).isEqualTo(clock);
    }
    assertThat(clock.takes(START.plus(Duration.ofDays(300)))).isFalse();
    assertThat(clock.takes(START.minus(Duration.ofDays(300)))).isTrue();
    assertThat(clock.takes(START.plus(Duration.ofHours(2)))).isTrue();
  }

  @Property
  void whateverOthersWriteTheClockStaysNearTheTicks(
      @ForAll @Size(max = 60)
          List<@LongRange(min = -9_000_000_000L, max = 9_000_000_000L) Long> stamps) {
    PartitionClock clock = ticking(0, 1);
    long second = 1;
    for (long millis : stamps) {
      clock = clock.recorded(START.plusMillis(millis));
      second++;
      clock = clock.ticked(START.plusSeconds(second));
      Duration ahead = Duration.between(START.plusSeconds(second), clock.now());
      assertThat(ahead).isBetween(Duration.ZERO, PartitionClock.LEAD);
    }
  }

  private static PartitionClock ticking(long from, long seconds) {
    PartitionClock clock = PartitionClock.NEVER;
    for (long second = 0; second <= seconds; second++) {
      clock = clock.ticked(START.plusSeconds(from + second));
    }
    return clock;
  }
}
