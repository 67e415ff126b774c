package io.rheostat.streams.store;

import io.rheostat.core.stage.PartitionClock;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/// Clock of a stored fold: the newest time in any aggregate's record, or in its own record after
/// inputs without one.
final class ClockRecord {
  private final KeyValueStore<String, byte[]> store;
  private PartitionClock now = PartitionClock.NEVER;
  private boolean exists;
  private long offset = -1;
  private long newestOffset = -1;

  ClockRecord(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /// Restores the clock. A state of a build without ticks has only the time: its newest time stands
  /// for one. After a crash, aggregates may reflect inputs missing from the clock's own record.
  void restore(StoredState state) {
    Optional<StoredClock> stored = state.clock();
    stored.ifPresent(kept -> offset = kept.offset());
    exists = stored.isPresent();
    newestOffset = offset;
    now =
        stored
            .map(StoredClock::clock)
            .orElse(PartitionClock.of(Instant.ofEpochMilli(state.newest())));
    for (Envelope envelope : state.roots().values()) {
      if (envelope.offset() > newestOffset) {
        newestOffset = envelope.offset();
        now = stored.isEmpty() ? now : now.at(Instant.ofEpochMilli(envelope.now()));
      }
    }
  }

  PartitionClock now() {
    return now;
  }

  /// Returns the newest input in the state; -1 for none.
  long newestOffset() {
    return newestOffset;
  }

  /// Returns whether the clock reflects the input at an offset. A tick is known by the clock's own
  /// record alone; any other input is also recorded by a stepped aggregate.
  boolean reflects(long input, boolean tick) {
    return input <= (tick ? offset : newestOffset);
  }

  /// Writes the record unless there is one.
  void begin() {
    if (!exists) {
      write(now, offset);
    }
  }

  /// Records a step, whose time is in its aggregate's record.
  void stepped(FoldStore.Input input) {
    now = now.at(Instant.ofEpochMilli(input.now()));
    newestOffset = Math.max(newestOffset, input.offset());
  }

  /// Records the clock after an input; written where no aggregate's record has it.
  void keep(PartitionClock current, long input) {
    newestOffset = Math.max(newestOffset, input);
    if (!current.equals(now)) {
      write(current, input);
    }
  }

  /// Writes the record with an input at least as new as this one, whose aggregate is forgotten.
  void reflect(long input) {
    write(now, Math.max(offset, input));
  }

  /// Writes the record without an offset: the log begins anew.
  void forgetOffsets() {
    newestOffset = -1;
    write(now, -1);
  }

  void write(PartitionClock current, long input) {
    now = current;
    offset = input;
    store.put(StoredState.CLOCK_KEY, new StoredClock(current, input).toBytes());
  }
}
