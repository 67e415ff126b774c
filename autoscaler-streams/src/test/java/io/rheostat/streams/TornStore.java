package io.rheostat.streams;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// A store whose process ends after a number of writes. What was written stays, as it does in a
/// changelog.
final class TornStore implements KeyValueStore<String, byte[]> {
  private final String name;
  private final NavigableMap<String, byte[]> kept = new TreeMap<>();
  private final List<KeyValue<String, byte[]>> puts = new ArrayList<>();
  private long writes;
  private long writesLeft = Long.MAX_VALUE;

  TornStore(String name) {
    this.name = name;
  }

  /// The process ends instead of the write after so many more.
  void tearAfter(long more) {
    writesLeft = more;
  }

  /// A new process takes over.
  void mend() {
    writesLeft = Long.MAX_VALUE;
  }

  long writes() {
    return writes;
  }

  /// Every put so far, in order.
  List<KeyValue<String, byte[]>> puts() {
    return puts;
  }

  private void write() {
    if (writesLeft == 0) {
      throw new TornException();
    }
    writesLeft--;
    writes++;
  }

  @Override
  public void put(String key, byte[] value) {
    write();
    kept.put(key, value);
    puts.add(KeyValue.pair(key, value));
  }

  @Override
  public byte @Nullable [] putIfAbsent(String key, byte[] value) {
    byte[] present = kept.get(key);
    if (present == null) {
      put(key, value);
    }
    return present;
  }

  @Override
  public void putAll(List<KeyValue<String, byte[]>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public byte @Nullable [] delete(String key) {
    write();
    return kept.remove(key);
  }

  @Override
  public byte @Nullable [] get(String key) {
    return kept.get(key);
  }

  @Override
  public KeyValueIterator<String, byte[]> range(String from, String to) {
    return new Entries(kept.subMap(from, true, to, true));
  }

  @Override
  public KeyValueIterator<String, byte[]> all() {
    return new Entries(kept);
  }

  @Override
  public long approximateNumEntries() {
    return kept.size();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {}

  @Override
  public void close() {}

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  /// Entries in the order of their keys.
  private static final class Entries implements KeyValueIterator<String, byte[]> {
    private final Deque<KeyValue<String, byte[]>> left = new ArrayDeque<>();

    Entries(SortedMap<String, byte[]> entries) {
      entries.forEach((key, value) -> left.add(KeyValue.pair(key, value)));
    }

    @Override
    public boolean hasNext() {
      return !left.isEmpty();
    }

    @Override
    public KeyValue<String, byte[]> next() {
      return left.remove();
    }

    @Override
    public String peekNextKey() {
      return left.element().key;
    }

    @Override
    public void close() {}
  }
}
