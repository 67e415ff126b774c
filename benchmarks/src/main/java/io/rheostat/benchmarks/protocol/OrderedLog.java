package io.rheostat.benchmarks.protocol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One partition of a log.
final class OrderedLog<E> {
  private final List<Entry<E>> entries = new ArrayList<>();
  private final List<Runnable> readers = new ArrayList<>();

  /// @param receivedAt the record's timestamp
  record Entry<E>(E event, Instant receivedAt) {}

  void append(E event, Instant receivedAt) {
    entries.add(new Entry<>(event, receivedAt));
    readers.forEach(Runnable::run);
  }

  /// Registers a callback after each record; it only puts something on the schedule.
  void onAppend(Runnable reader) {
    readers.add(reader);
  }

  int end() {
    return entries.size();
  }

  Entry<E> at(int offset) {
    return entries.get(offset);
  }
}
