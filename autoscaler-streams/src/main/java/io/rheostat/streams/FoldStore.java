package io.rheostat.streams;

import io.rheostat.core.encoding.StateCodec;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.stage.Stage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Keeps a partition's fold in a key-value store: the clock, the catalogue, a record for each
/// aggregate
/// and one for each of its parts.
final class FoldStore<S, E, X> {
  private static final StateCodec<Catalogue> CATALOGUE = StateCodec.of(Catalogue.class);
  private static final String CLOCK_KEY = "clock";
  private static final String CATALOGUE_KEY = "catalogue";
  private static final String ROOT = "a\u0000";
  private static final String PART = "p\u0000";

  private final KeyValueStore<String, byte[]> store;
  private final Stage<S, E, X> stage;
  private final boolean embedsLast;
  private final Map<String, Envelope> last = new HashMap<>();

  /// @param embedsLast whether an aggregate's record must say all about its last input
  ///     (at-least-once)
  FoldStore(KeyValueStore<String, byte[]> store, Stage<S, E, X> stage, boolean embedsLast) {
    this.store = store;
    this.stage = stage;
    this.embedsLast = embedsLast;
  }

  /// Puts the stored state into a fold.
  void restore(PartitionFold<S, E, X> fold) {
    Instant now = Instant.EPOCH;
    Catalogue catalogue = Catalogue.EMPTY;
    Map<String, Envelope> roots = new TreeMap<>();
    Map<String, SortedMap<String, byte[]>> parts = new HashMap<>();
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        if (entry.key.equals(CLOCK_KEY)) {
          now = Instant.ofEpochMilli(ByteBuffer.wrap(entry.value).getLong());
        } else if (entry.key.equals(CATALOGUE_KEY)) {
          catalogue = CATALOGUE.decode(entry.value);
        } else if (entry.key.startsWith(ROOT)) {
          roots.put(entry.key.substring(ROOT.length()), Envelope.of(entry.value));
        } else {
          String[] names = entry.key.split("\u0000", -1);
          parts.computeIfAbsent(names[1], _ -> new TreeMap<>()).put(names[2], entry.value);
        }
      }
    }
    SortedMap<String, S> aggregates = new TreeMap<>();
    roots.forEach(
        (key, envelope) -> {
          SortedMap<String, byte[]> all = parts.computeIfAbsent(key, _ -> new TreeMap<>());
          all.putAll(envelope.parts());
          aggregates.put(key, stage.decode(envelope.root(), all));
          last.put(key, envelope);
        });
    fold.restore(now, catalogue, aggregates);
  }

  /// What the last input of an aggregate left behind, when there was one.
  Envelope last(String key) {
    Envelope envelope = last.get(key);
    return envelope == null ? new Envelope(-1, new byte[0], new TreeMap<>(), List.of()) : envelope;
  }

  void keepClock(Instant now) {
    store.put(CLOCK_KEY, ByteBuffer.allocate(Long.BYTES).putLong(now.toEpochMilli()).array());
  }

  void keepCatalogue(Catalogue catalogue) {
    store.put(CATALOGUE_KEY, CATALOGUE.encode(catalogue));
  }

  /// Keeps an aggregate after a step. Its own record goes first: with the changed parts inside it
  /// is
  /// enough to go on from, whatever becomes of the others.
  void keep(String key, S before, S after, long offset, List<Output> effects) {
    for (String part : stage.parts(before)) {
      if (!stage.parts(after).contains(part)) {
        store.delete(PART + key + "\u0000" + part);
      }
    }
    if (stage.isEmpty(after)) {
      if (last.remove(key) != null) {
        store.delete(ROOT + key);
      }
      return;
    }
    SortedMap<String, byte[]> changed = new TreeMap<>();
    for (String part : stage.changedParts(before, after)) {
      changed.put(part, stage.encodePart(after, part));
    }
    Envelope envelope =
        new Envelope(
            offset,
            stage.encodeRoot(after),
            embedsLast ? changed : new TreeMap<>(),
            embedsLast ? effects : List.of());
    store.put(ROOT + key, envelope.toBytes());
    changed.forEach((part, bytes) -> store.put(PART + key + "\u0000" + part, bytes));
    last.put(key, envelope);
  }
}
