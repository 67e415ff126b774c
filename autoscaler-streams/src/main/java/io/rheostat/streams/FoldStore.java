package io.rheostat.streams;

import io.rheostat.core.encoding.StateCodec;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.stage.Stage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Keeps a partition's fold in a key-value store: the catalogue, a record for each aggregate and
/// one
/// for each of its parts. The fold's clock is the newest time that an aggregate's record tells; it
/// has a record of its own only for inputs that leave no such record.
///
/// A crash with at-least-once processing leaves any first few of a step's writes behind. An
/// aggregate's own record comes first and says all about the step, so the others only have to
/// follow
/// before the next one takes its place.
final class FoldStore<S, E, X> {
  private static final StateCodec<Catalogue> CATALOGUE = StateCodec.of(Catalogue.class);
  private static final String CLOCK_KEY = "clock";
  private static final String CATALOGUE_KEY = "catalogue";
  private static final String ROOT = "a\u0000";
  private static final String PART = "p\u0000";

  private static final SortedMap<String, Optional<byte[]>> NO_PARTS =
      Collections.unmodifiableSortedMap(new TreeMap<>());

  private final KeyValueStore<String, byte[]> store;
  private final Stage<S, E, X> stage;
  private final boolean embedsLast;
  private final Map<String, Envelope> last = new HashMap<>();
  private final Map<String, Envelope> unsettled = new HashMap<>();
  private final SortedMap<String, Envelope> ended = new TreeMap<>();
  private boolean resumed;
  private long clock;

  /// @param embedsLast whether an aggregate's record must say all about its last input
  ///     (at-least-once)
  FoldStore(KeyValueStore<String, byte[]> store, Stage<S, E, X> stage, boolean embedsLast) {
    this.store = store;
    this.stage = stage;
    this.embedsLast = embedsLast;
  }

  /// Puts the stored state into a fold.
  void restore(PartitionFold<S, E, X> fold) {
    long newest = 0;
    Catalogue catalogue = Catalogue.EMPTY;
    Map<String, Envelope> roots = new TreeMap<>();
    Map<String, SortedMap<String, byte[]>> parts = new HashMap<>();
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        if (entry.key.equals(CLOCK_KEY)) {
          newest = Math.max(newest, ByteBuffer.wrap(entry.value).getLong());
        } else if (entry.key.equals(CATALOGUE_KEY)) {
          catalogue = CATALOGUE.decode(entry.value);
        } else if (entry.key.startsWith(ROOT)) {
          Envelope envelope = Envelope.of(entry.value);
          roots.put(entry.key.substring(ROOT.length()), envelope);
          newest = Math.max(newest, envelope.now());
        } else {
          String[] names = entry.key.split("\u0000", 3);
          parts.computeIfAbsent(names[1], _ -> new TreeMap<>()).put(names[2], entry.value);
        }
      }
    }
    SortedMap<String, S> aggregates = new TreeMap<>();
    roots.forEach(
        (key, envelope) -> {
          last.put(key, envelope);
          unsettled.put(key, envelope);
          SortedMap<String, byte[]> all = parts.computeIfAbsent(key, _ -> new TreeMap<>());
          envelope.parts().forEach((part, bytes) -> put(all, part, bytes));
          envelope
              .root()
              .ifPresentOrElse(
                  root -> aggregates.put(key, stage.decode(root, all)),
                  () -> ended.put(key, envelope));
        });
    clock = newest;
    fold.restore(Instant.ofEpochMilli(newest), catalogue, aggregates);
  }

  private static void put(SortedMap<String, byte[]> parts, String part, Optional<byte[]> bytes) {
    bytes.ifPresentOrElse(present -> parts.put(part, present), () -> parts.remove(part));
  }

  /// What the last input of an aggregate left behind; `NONE` when there was none.
  Envelope last(String key) {
    return last.getOrDefault(key, Envelope.NONE);
  }

  /// Effects of the restored aggregates that ended with this input: nothing is left of them that
  /// the fold would step or ask about.
  List<Output> lastWords(long offset) {
    if (!resumed) {
      resumed = true;
      forgetEndedBefore(offset);
    }
    List<Output> words = new ArrayList<>();
    for (Envelope envelope : ended.values()) {
      if (envelope.offset() == offset) {
        words.addAll(envelope.effects());
      }
    }
    return words;
  }

  /// Where processing goes on after a restart, inputs before have been committed.
  private void forgetEndedBefore(long offset) {
    for (String key : List.copyOf(ended.keySet())) {
      if (last(key).offset() < offset) {
        settle(key);
        writeClock(clock);
        ended.remove(key);
        last.remove(key);
        store.delete(ROOT + key);
      }
    }
  }

  /// Keeps the fold's time where no aggregate's record tells of it.
  void keepClock(Instant now) {
    if (now.toEpochMilli() > clock) {
      writeClock(now.toEpochMilli());
    }
  }

  private void writeClock(long now) {
    clock = now;
    store.put(CLOCK_KEY, ByteBuffer.allocate(Long.BYTES).putLong(now).array());
  }

  void keepCatalogue(Catalogue catalogue) {
    store.put(CATALOGUE_KEY, CATALOGUE.encode(catalogue));
  }

  /// Keeps an aggregate after a step. Its own record goes first: with the changed parts inside it
  /// is enough to go on from, whatever becomes of the others. Of an aggregate that ended, such a
  /// record stays until the input can't come again.
  void keep(String key, S before, S after, Input input, List<Output> effects) {
    boolean ends = stage.isEmpty(after);
    if (ends && last(key).root().isEmpty()) {
      return;
    }
    settle(key);
    List<Change> changes = changes(before, after);
    if (ends && !embedsLast) {
      last.remove(key);
      store.delete(ROOT + key);
      writeClock(input.now);
    } else {
      clock = Math.max(clock, input.now);
      Envelope envelope =
          new Envelope(
              input.offset,
              input.now,
              ends ? Optional.empty() : Optional.of(stage.encodeRoot(after)),
              embedsLast ? byPart(changes) : NO_PARTS,
              embedsLast ? effects : List.of());
      store.put(ROOT + key, envelope.toBytes());
      last.put(key, envelope);
    }
    for (Change change : changes) {
      write(key, change.part, change.bytes);
    }
  }

  /// The input of a step.
  ///
  /// @param now the fold's time with it, epoch milliseconds
  record Input(long offset, long now) {}

  /// A part that a step changed, or removed when it has no bytes.
  private record Change(String part, Optional<byte[]> bytes) {}

  private List<Change> changes(S before, S after) {
    List<Change> changes = new ArrayList<>();
    for (String part : stage.removedParts(before, after)) {
      changes.add(new Change(part, Optional.empty()));
    }
    for (String part : stage.changedParts(before, after)) {
      changes.add(new Change(part, Optional.of(stage.encodePart(after, part))));
    }
    return changes;
  }

  private static SortedMap<String, Optional<byte[]>> byPart(List<Change> changes) {
    SortedMap<String, Optional<byte[]>> parts = new TreeMap<>();
    changes.forEach(change -> parts.put(change.part, change.bytes));
    return parts;
  }

  /// Writes the parts that a crash may have kept from their own records, before the aggregate's
  /// record forgets them.
  private void settle(String key) {
    Envelope restored = unsettled.remove(key);
    if (restored != null) {
      restored.parts().forEach((part, bytes) -> write(key, part, bytes));
    }
  }

  private void write(String key, String part, Optional<byte[]> bytes) {
    String name = PART + key + "\u0000" + part;
    bytes.ifPresentOrElse(present -> store.put(name, present), () -> store.delete(name));
  }
}
