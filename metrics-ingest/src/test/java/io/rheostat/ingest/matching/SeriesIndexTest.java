package io.rheostat.ingest.matching;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/// The index of known series behaves as a map that forgets, and costs what it says.
final class SeriesIndexTest {
  private final SeriesIndex index = new SeriesIndex(7);

  /// A step: what is known of a series is asked for and remembered, or the old ones are forgotten.
  record Step(int series, boolean forget) {}

  @Property(tries = 20)
  void itIsAMapThatForgetsWhatWasNotSeen(@ForAll("steps") List<Step> steps) {
    SeriesIndex fresh = new SeriesIndex(7);
    Map<Integer, Integer> seenAt = new HashMap<>();
    int now = 0;
    for (Step step : steps) {
      now++;
      if (step.forget) {
        int since = now - 200;
        fresh.forgetBefore(since);
        seenAt.values().removeIf(seen -> seen < since);
      } else {
        HashValue128 hash = hash(step.series);
        boolean known = fresh.find(hash, now) != null;
        assertThat(known).isEqualTo(seenAt.containsKey(step.series));
        if (!known) {
          fresh.add(hash, SeriesUse.UNREAD, now);
        }
        seenAt.put(step.series, now);
      }
      assertThat(fresh.size()).isEqualTo(seenAt.size());
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> series = Arbitraries.integers().between(0, 1500);
    Arbitrary<Boolean> forget = Arbitraries.frequency(Tuple.of(60, false), Tuple.of(1, true));
    return Combinators.combine(series, forget).as(Step::new).list().ofSize(1500);
  }

  @Test
  void aKnownSeriesIsFoundWithWhatItIsUsedFor() {
    index.add(hash(1), SeriesUse.UNCLAIMED, 1);
    index.add(hash(2), SeriesUse.UNREAD, 1);

    assertThat(index.find(hash(1), 2)).isSameAs(SeriesUse.UNCLAIMED);
    assertThat(index.find(hash(2), 2)).isSameAs(SeriesUse.UNREAD);
    assertThat(index.find(hash(3), 2)).isNull();
  }

  @Test
  void aSlotTakes40BytesAtMostAndThreeQuartersAreTaken() {
    int slots = 1 << 18;
    int series = slots / 4 * 3;
    for (int number = 0; number < series - 1; number++) {
      index.add(hash(number), SeriesUse.UNREAD, 1);
    }
    // Rebuilding at the same size allocates the whole table once.
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    index.forgetBefore(0);
    long table = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(index.size()).isEqualTo(series - 1);
    assertThat((double) table / slots).isBetween(36.0, 40.1);
  }

  @Test
  void itShrinksWhenMostIsForgotten() {
    for (int number = 0; number < 100_000; number++) {
      index.add(hash(number), SeriesUse.UNREAD, number < 99_000 ? 1 : 2);
    }
    index.forgetBefore(2);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    index.forgetBefore(2);

    assertThat(index.size()).isEqualTo(1000);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(40 * 16_384);
  }

  private HashValue128 hash(int series) {
    return index.hash(ByteBuffer.allocate(4).putInt(series).array(), 0, 4);
  }
}
