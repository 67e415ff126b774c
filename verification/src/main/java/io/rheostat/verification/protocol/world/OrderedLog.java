package io.rheostat.verification.protocol.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One partition of a log.
public final class OrderedLog<E> {
  private final List<Entry<E>> entries = new ArrayList<>();
  private final List<Runnable> readers = new ArrayList<>();

  /// Record of the log.
  ///
  /// @param receivedAt the record's timestamp
  public record Entry<E>(E event, Instant receivedAt) {}

  /// Appends a record and runs the callbacks.
  ///
  /// @param receivedAt the record's timestamp
  public void append(E event, Instant receivedAt) {
    entries.add(new Entry<>(event, receivedAt));
    readers.forEach(Runnable::run);
  }

  /// Registers a callback after each record; it only puts something on the schedule.
  public void onAppend(Runnable reader) {
    readers.add(reader);
  }

  /// Returns the offset of the next record.
  public int end() {
    return entries.size();
  }

  /// Returns the record at an offset.
  ///
  /// @throws IndexOutOfBoundsException at or behind the end
  public Entry<E> at(int offset) {
    return entries.get(offset);
  }
}
