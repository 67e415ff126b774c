package io.rheostat.actuator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.protocol.queue.Commit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class OffsetLedgerTest {
  /// Kafka's default for `offset.metadata.max.bytes`.
  private static final int MOST_METADATA = 4_096;

  @Property(tries = 300)
  void a_commit_says_exactly_which_have_ended(
      @ForAll long seed,
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long first,
      @ForAll @IntRange(max = 5) int stuck,
      @ForAll @IntRange(max = 60) int turns) {
    Partition partition = new Partition(new Random(seed), first, stuck);

    for (int turn = 0; turn < turns; turn++) {
      partition.turn();
    }

    Commit commit = partition.ledger.commit();
    assertThat(commit.metadata()).hasSizeLessThanOrEqualTo(MOST_METADATA);
    assertThat(partition.ended.headSet(commit.offset()))
        .isEqualTo(partition.read.headSet(commit.offset()));
    OffsetLedger restored = new OffsetLedger(commit);
    for (long offset : partition.read.tailSet(commit.offset())) {
      assertThat(restored.begins(offset)).isEqualTo(!partition.ended.contains(offset));
    }
  }

  @Property(tries = 100)
  void restarts_in_between_lose_and_repeat_nothing(
      @ForAll long seed, @ForAll @IntRange(max = 5) int stuck) {
    Partition partition = new Partition(new Random(seed), 7, stuck);

    for (int turn = 0; turn < 60; turn++) {
      partition.turn();
      if (partition.random.nextInt(5) == 0) {
        partition.restart();
      }
    }

    assertThat(partition.endedTwice).isEmpty();
    assertThat(partition.ledger.commit().metadata()).hasSizeLessThanOrEqualTo(MOST_METADATA);
  }

  @Test
  void one_that_hangs_lets_a_bounded_number_pass() {
    Partition partition = new Partition(new Random(1), Long.MAX_VALUE / 2, 1);

    for (int turn = 0; turn < 1_000; turn++) {
      partition.turn();
    }

    assertThat(partition.ledger.isFull()).isTrue();
    assertThat(partition.ended).hasSizeBetween(100, 200);
    partition.release();
    partition.turn();
    assertThat(partition.ledger.isFull()).isFalse();
  }

  @Test
  void the_first_commit_of_a_partition_is_where_reading_goes_on() {
    OffsetLedger ledger = new OffsetLedger(Commit.START);
    ledger.begins(4);
    ledger.ends(4);

    assertThat(ledger.commit()).isEqualTo(new Commit(5, ""));
  }

  @Test
  void what_ended_beyond_one_that_has_not_is_named() {
    OffsetLedger ledger = new OffsetLedger(new Commit(3, ""));
    for (long offset = 3; offset < 8; offset++) {
      ledger.begins(offset);
    }
    ledger.ends(5);
    ledger.ends(7);
    ledger.ends(3);

    assertThat(ledger.commit()).isEqualTo(new Commit(4, "5,7"));
  }

  /// A partition with gaps in its offsets, read in polls as the loop does; commands end in any
  /// order, but the first few never do.
  private static final class Partition {
    private final Random random;
    private final NavigableSet<Long> all = new TreeSet<>();
    private final NavigableSet<Long> read = new TreeSet<>();
    private final NavigableSet<Long> ended = new TreeSet<>();
    private final NavigableSet<Long> hanging = new TreeSet<>();
    private final List<Long> endedTwice = new ArrayList<>();
    private OffsetLedger ledger;
    private NavigableSet<Long> open = new TreeSet<>();
    private long position;

    Partition(Random random, long first, int stuck) {
      this.random = random;
      position = first;
      ledger = new OffsetLedger(new Commit(first, ""));
      long offset = first;
      for (int i = 0; i < 2_000; i++) {
        all.add(offset);
        offset += 1 + (random.nextInt(5) == 0 ? 1 : 0);
      }
      all.stream().limit(stuck).forEach(hanging::add);
    }

    void turn() {
      if (!ledger.isFull()) {
        List<Long> poll =
            all.tailSet(position).stream()
                .limit(random.nextInt(OffsetLedger.MOST_AT_ONCE + 1))
                .toList();
        for (long offset : poll) {
          position = offset + 1;
          read.add(offset);
          if (ledger.begins(offset)) {
            open.add(offset);
          }
        }
      }
      for (long offset : List.copyOf(open)) {
        if (!hanging.contains(offset) && random.nextInt(3) > 0) {
          open.remove(offset);
          ledger.ends(offset);
          if (!ended.add(offset)) {
            endedTwice.add(offset);
          }
        }
      }
      assertThat(ledger.commit().metadata()).hasSizeLessThanOrEqualTo(MOST_METADATA);
    }

    void release() {
      hanging.clear();
      open.forEach(ledger::ends);
      open.clear();
    }

    void restart() {
      Commit commit = ledger.commit();
      ledger = new OffsetLedger(commit);
      position = commit.offset();
      open = new TreeSet<>();
    }
  }
}
