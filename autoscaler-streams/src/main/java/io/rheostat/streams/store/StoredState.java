package io.rheostat.streams.store;

import io.rheostat.core.encoding.StateCodec;
import io.rheostat.core.encoding.StateShapes;
import io.rheostat.core.encoding.coder.StateFormatException;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.Restoring;
import io.rheostat.core.stage.Stage;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Stored state of a partition, read record by record. An unreadable record costs its own content
/// and nothing else: it is reported by name, and its key is to be deleted.
public final class StoredState {
  static final StateCodec<Catalogue> CATALOGUE = StateCodec.of(Catalogue.class);
  static final String CLOCK_KEY = "clock";
  static final String CATALOGUE_KEY = "catalogue";
  static final String LOG_KEY = "log";
  static final String ROOT = "a\u0000";
  public static final String PART = "p\u0000";
  static final String SHAPE = "shape\u0000";

  private final SortedMap<Long, String> shapes = new TreeMap<>();
  private final SortedMap<String, Envelope> roots = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, byte[]>> parts = new TreeMap<>();
  private final List<String> lost = new ArrayList<>();
  private final List<String> obsolete = new ArrayList<>();
  private Catalogue catalogue = Catalogue.EMPTY;
  private Optional<StoredClock> clock = Optional.empty();
  private Optional<StoredLog> log = Optional.empty();
  private long newest;
  private boolean empty = true;

  private StoredState() {}

  static StoredState read(KeyValueStore<String, byte[]> store) {
    StoredState state = new StoredState();
    byte[] declared = null;
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        state.empty = false;
        if (entry.key.equals(CATALOGUE_KEY)) {
          declared = entry.value;
        } else {
          state.take(entry.key, entry.value);
        }
      }
    }
    if (declared != null) {
      state.declared(declared);
    }
    return state;
  }

  private void take(String key, byte[] value) {
    if (key.equals(CLOCK_KEY)) {
      clock = StoredClock.of(value);
      newest = Math.max(newest, StoredClock.timeOf(value));
    } else if (key.equals(LOG_KEY)) {
      log = Optional.of(StoredLog.of(value));
    } else if (key.startsWith(SHAPE)) {
      String number = key.substring(SHAPE.length());
      shapes.put(Long.parseLong(number), new String(value, StandardCharsets.UTF_8));
    } else if (key.startsWith(ROOT)) {
      root(key.substring(ROOT.length()), value);
    } else if (key.startsWith(PART)) {
      String[] names = key.split("\u0000", 3);
      parts.computeIfAbsent(names[1], _ -> new TreeMap<>()).put(names[2], value);
    }
  }

  private void root(String key, byte[] value) {
    try {
      Envelope envelope = Envelope.of(value);
      roots.put(key, envelope);
      newest = Math.max(newest, envelope.now());
    } catch (StateFormatException | UncheckedIOException e) {
      lose(key, e);
    }
  }

  private void declared(byte[] bytes) {
    try {
      catalogue = CATALOGUE.decode(bytes, StateShapes.BEFORE_KEPT.and(shapes));
    } catch (StateFormatException e) {
      lost.add("devices, pools and freezes: " + e.getMessage());
      obsolete.add(CATALOGUE_KEY);
    }
  }

  private void lose(String key, RuntimeException why) {
    lost.add(key + ": " + why.getMessage());
    obsolete.add(ROOT + key);
    SortedMap<String, byte[]> own = parts.get(key);
    if (own != null) {
      own.keySet().forEach(part -> obsolete.add(PART + key + "\u0000" + part));
    }
  }

  /// Returns the readable aggregates. Data of the last input in an aggregate's own record goes
  /// before the records of the parts.
  <S> SortedMap<String, S> aggregates(Stage<S, ?, ?> stage) {
    SortedMap<String, S> aggregates = new TreeMap<>();
    for (Map.Entry<String, Envelope> entry : new TreeMap<>(roots).entrySet()) {
      String key = entry.getKey();
      Envelope envelope = entry.getValue();
      SortedMap<String, byte[]> own = parts.computeIfAbsent(key, _ -> new TreeMap<>());
      envelope.parts().forEach((part, bytes) -> put(own, part, bytes));
      if (envelope.root().isEmpty()) {
        continue;
      }
      try {
        aggregates.put(key, stage.codec().decode(envelope.root().get(), own, restoring(key)));
      } catch (StateFormatException e) {
        roots.remove(key);
        lose(key, e);
      }
    }
    return aggregates;
  }

  private Restoring restoring(String key) {
    StateShapes all = StateShapes.BEFORE_KEPT.and(shapes);
    return new Restoring() {
      @Override
      public StateShapes shapes() {
        return all;
      }

      @Override
      public void lost(String part, StateFormatException why) {
        lost.add(key + "/" + part + ": " + why.getMessage());
        obsolete.add(PART + key + "\u0000" + part);
      }
    };
  }

  private static void put(SortedMap<String, byte[]> parts, String part, Optional<byte[]> bytes) {
    bytes.ifPresentOrElse(present -> parts.put(part, present), () -> parts.remove(part));
  }

  boolean isEmpty() {
    return empty;
  }

  SortedMap<String, Envelope> roots() {
    return roots;
  }

  SortedMap<Long, String> shapes() {
    return shapes;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  Optional<StoredClock> clock() {
    return clock;
  }

  Optional<StoredLog> log() {
    return log;
  }

  /// Returns the newest time in any record, epoch milliseconds.
  long newest() {
    return newest;
  }

  /// Returns the unreadable parts, by name with the reason.
  List<String> lost() {
    return lost;
  }

  /// Returns the keys of unreadable records.
  List<String> obsolete() {
    return obsolete;
  }
}
