package io.rheostat.streams.store;

import io.rheostat.core.encoding.StateCodec;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.PartitionClock;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.stage.Stage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueStore;

/// Storage of a partition's fold in a key-value store: the catalogue, a record for each aggregate
/// and one for each of its parts. The fold's clock is the newest time in any aggregate's record; it
/// has a record of its own only for inputs without such a record.
///
/// A crash with at-least-once processing leaves any first few of a step's writes behind. An
/// aggregate's own record comes first and says all about the step, so the others only have to
/// follow before the next one supersedes it.
public final class FoldStore<S, E, X> {
  private static final StateCodec<Catalogue> CATALOGUE = StoredState.CATALOGUE;
  private static final String ROOT = StoredState.ROOT;
  private static final String PART = StoredState.PART;

  private static final SortedMap<String, Optional<byte[]>> NO_PARTS =
      Collections.unmodifiableSortedMap(new TreeMap<>());

  private final KeyValueStore<String, byte[]> store;
  private final Stage<S, E, X> stage;
  private final boolean embedsLast;
  private final ClockRecord clock;
  private final Map<String, Envelope> last = new HashMap<>();
  private final Map<String, Envelope> unsettled = new HashMap<>();
  private final SortedMap<String, Envelope> ended = new TreeMap<>();
  private final SortedMap<Long, String> shapes = new TreeMap<>();
  private final List<String> obsolete = new ArrayList<>();
  private Optional<StoredLog> log = Optional.empty();
  private boolean resumed;

  /// @param embedsLast whether an aggregate's record must say all about its last input
  ///     (at-least-once)
  public FoldStore(KeyValueStore<String, byte[]> store, Stage<S, E, X> stage, boolean embedsLast) {
    this.store = store;
    this.stage = stage;
    this.embedsLast = embedsLast;
    clock = new ClockRecord(store);
  }

  /// Restores the stored state into a fold.
  public Restored restore(PartitionFold<S, E, X> fold) {
    StoredState stored = StoredState.read(store);
    SortedMap<String, S> aggregates = stored.aggregates(stage);
    stored
        .roots()
        .forEach(
            (key, envelope) -> {
              last.put(key, envelope);
              unsettled.put(key, envelope);
              if (envelope.root().isEmpty()) {
                ended.put(key, envelope);
              }
            });
    clock.restore(stored);
    log = stored.log();
    shapes.putAll(stage.codec().shapes());
    shapes.put(CATALOGUE.fingerprint(), CATALOGUE.shape());
    shapes.keySet().removeAll(stored.shapes().keySet());
    obsolete.addAll(stored.obsolete());
    fold.restore(clock.now(), stored.catalogue(), aggregates);
    return new Restored(!stored.isEmpty(), stored.lost());
  }

  /// Result of restoring the stored state.
  ///
  /// @param found whether there was any
  /// @param lost unreadable parts of it, by name with the reason
  public record Restored(boolean found, List<String> lost) {}

  /// Returns the log behind the state, as far as it is known.
  public Optional<StoredLog> log() {
    return log;
  }

  /// Returns the newest input in the state; -1 for none.
  public long newestOffset() {
    return clock.newestOffset();
  }

  /// Stores the state of a fold restored from a snapshot, in place of an empty store.
  public void seed(PartitionFold<S, E, X> fold, long nextOffset, String logId) {
    for (Map.Entry<String, S> entry : fold.aggregates().entrySet()) {
      String key = entry.getKey();
      S state = entry.getValue();
      Input input = new Input(nextOffset - 1, fold.now().toEpochMilli());
      store.put(
          ROOT + key, envelope(input, Optional.of(stage.codec().encodeRoot(state))).toBytes());
      for (String part : stage.codec().parts(state)) {
        write(key, part, Optional.of(stage.codec().encodePart(state, part)));
      }
    }
    keepCatalogue(fold.catalogue());
    clock.write(fold.clock(), nextOffset - 1);
    belongsTo(new StoredLog(logId, nextOffset));
  }

  private static Envelope envelope(Input input, Optional<byte[]> root) {
    return new Envelope(input.offset, input.now, root, NO_PARTS, List.of());
  }

  /// Records the log of the state.
  public void belongsTo(StoredLog current) {
    if (!log.equals(Optional.of(current))) {
      log = Optional.of(current);
      store.put(StoredState.LOG_KEY, current.toBytes());
    }
  }

  /// Forgets the offsets when the log begins anew: those kept so far say nothing about it.
  public void forgetOffsets() {
    for (String key : List.copyOf(last.keySet())) {
      settle(key);
      Envelope kept = last(key);
      if (kept.root().isEmpty()) {
        last.remove(key);
        store.delete(ROOT + key);
      } else {
        Envelope free = envelope(new Input(-1, kept.now()), kept.root());
        store.put(ROOT + key, free.toBytes());
        last.put(key, free);
      }
    }
    ended.clear();
    clock.forgetOffsets();
  }

  /// Returns whether the clock was moved before by the input at an offset. A tick's move is known
  /// by the clock's own record alone; any other move is also recorded by a stepped aggregate.
  public boolean clocked(long offset, boolean tick) {
    return embedsLast && clock.reflects(offset, tick);
  }

  /// Returns the envelope of an aggregate's last input; `NONE` when there was none.
  public Envelope last(String key) {
    return last.getOrDefault(key, Envelope.NONE);
  }

  /// Returns the effects of the restored aggregates that ended with this input: the fold has
  /// nothing left of them to step or ask about.
  public List<Output> lastWords(long offset) {
    if (!resumed) {
      resumed = true;
      begin();
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

  /// Writes the records needed beside a state before anything is added: descriptions of this
  /// version's bytes, and a clock. Unreadable records are deleted, so their loss is reported once.
  private void begin() {
    obsolete.forEach(store::delete);
    shapes.forEach(
        (fingerprint, text) ->
            store.put(StoredState.SHAPE + fingerprint, text.getBytes(StandardCharsets.UTF_8)));
    clock.begin();
  }

  /// Forgets aggregates that ended before an offset. Processing goes on there after a restart, and
  /// inputs before it have been committed.
  private void forgetEndedBefore(long offset) {
    for (String key : List.copyOf(ended.keySet())) {
      if (last(key).offset() < offset) {
        settle(key);
        clock.reflect(last(key).offset());
        ended.remove(key);
        last.remove(key);
        store.delete(ROOT + key);
      }
    }
  }

  /// Stores the fold's clock where no aggregate's record has it.
  public void keepClock(PartitionClock now, long offset) {
    clock.keep(now, offset);
  }

  /// Stores the catalogue: declared devices, pools and freezes.
  public void keepCatalogue(Catalogue catalogue) {
    store.put(StoredState.CATALOGUE_KEY, CATALOGUE.encode(catalogue));
  }

  /// Stores an aggregate after a step. Its own record goes first: with the changed parts inside, it
  /// is enough to go on from, whatever becomes of the others. The record of an ended aggregate
  /// stays until the input can't arrive again.
  public void keep(String key, S before, S after, Input input, List<Output> effects) {
    boolean ends = stage.codec().isEmpty(after);
    if (ends && last(key).root().isEmpty()) {
      return;
    }
    settle(key);
    List<Change> changes = changes(before, after);
    if (ends && !embedsLast) {
      last.remove(key);
      store.delete(ROOT + key);
    } else {
      clock.stepped(input);
      Envelope envelope =
          new Envelope(
              input.offset,
              input.now,
              ends ? Optional.empty() : Optional.of(stage.codec().encodeRoot(after)),
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
  public record Input(long offset, long now) {}

  /// A part changed by a step, or removed by it when it has no bytes.
  private record Change(String part, Optional<byte[]> bytes) {}

  private List<Change> changes(S before, S after) {
    List<Change> changes = new ArrayList<>();
    for (String part : stage.codec().removedParts(before, after)) {
      changes.add(new Change(part, Optional.empty()));
    }
    for (String part : stage.codec().changedParts(before, after)) {
      changes.add(new Change(part, Optional.of(stage.codec().encodePart(after, part))));
    }
    return changes;
  }

  private static SortedMap<String, Optional<byte[]>> byPart(List<Change> changes) {
    SortedMap<String, Optional<byte[]>> parts = new TreeMap<>();
    changes.forEach(change -> parts.put(change.part, change.bytes));
    return parts;
  }

  /// Writes the parts possibly kept by a crash from their own records, before the aggregate's
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
