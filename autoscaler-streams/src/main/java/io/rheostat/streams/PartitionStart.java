package io.rheostat.streams;

import io.rheostat.core.encoding.coder.StateFormatException;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.stage.Stage;
import io.rheostat.streams.store.FoldStore;
import io.rheostat.streams.store.Snapshot;
import io.rheostat.streams.store.StoredLog;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Start of a partition from the available state: its store, of this version or an earlier one;
/// without a store its newest snapshot; without either nothing. It also detects a log other than
/// that of the state, after the topic was deleted and made anew or lost its end: offsets kept in
/// the state then say nothing, and every record of the log is new.
final class PartitionStart<S, E, X> {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionStart.class);

  private final StageBinding<S, E, X> binding;
  private final HostSettings settings;
  private final int partition;
  private final FoldStore<S, E, X> store;
  private Optional<Logs.Log> log = Optional.empty();
  private Optional<Snapshot> seed = Optional.empty();
  private boolean begun;
  private boolean anew;

  PartitionStart(
      StageBinding<S, E, X> binding,
      HostSettings settings,
      int partition,
      FoldStore<S, E, X> store) {
    this.binding = binding;
    this.settings = settings;
    this.partition = partition;
    this.store = store;
  }

  /// Restores the kept state into the fold. Nothing is written before the first record.
  ///
  /// @return unreadable parts, by name with the reason
  List<String> restore(Stage<S, E, X> stage, PartitionFold<S, E, X> fold) {
    FoldStore.Restored restored = store.restore(fold);
    for (String what : restored.lost()) {
      LOG.atWarn().log("state of {} could not be read and is learned anew: {}", where(), what);
    }
    log = settings.logs().find(binding.log(), partition);
    if (restored.found()) {
      note(log.isPresent() && isAnother(log.get()));
    } else {
      fromSnapshot(stage, fold);
    }
    return restored.lost();
  }

  private boolean isAnother(Logs.Log current) {
    String known = store.log().map(StoredLog::id).orElse("");
    return (!known.isEmpty() && !known.equals(current.id()))
        || current.end() <= store.newestOffset();
  }

  private void note(boolean another) {
    anew = another;
    if (another) {
      LOG.atWarn().log("{} is another log than the state was made of; it is read anew", where());
    }
  }

  /// Restores the fold from its newest snapshot. Declarations since the snapshot are published
  /// again by the watcher of the board.
  private void fromSnapshot(Stage<S, E, X> stage, PartitionFold<S, E, X> fold) {
    Optional<Snapshot> newest = settings.snapshots().newest(binding.name(), partition);
    if (newest.isEmpty()) {
      return;
    }
    try {
      newest.get().restoreInto(stage, fold);
      seed = newest;
      String id = newest.get().origin().logId();
      note(log.stream().anyMatch(l -> !l.id().equals(id) || l.end() < newest.get().nextOffset()));
      LOG.atInfo().log("{} starts from the snapshot of {}", where(), newest.get().now());
    } catch (StateFormatException e) {
      LOG.atWarn().setCause(e).log("the snapshot of {} cannot be read", where());
    }
  }

  /// Reports a changed log to the board.
  void tellAnew() {
    if (anew) {
      settings.board().anew(binding.name(), partition);
    }
  }

  /// Returns whether the record at an offset is new to the state; stores the findings of the start
  /// before the first one.
  ///
  /// @param expected the offset after the last record; 0 before the first
  boolean admits(PartitionFold<S, E, X> fold, long offset, long expected) {
    if (offset < expected) {
      anotherLog();
    }
    if (!begun) {
      begin(fold);
    }
    return offset >= store.log().map(StoredLog::from).orElse(0L);
  }

  private void begin(PartitionFold<S, E, X> fold) {
    begun = true;
    if (seed.isPresent()) {
      store.seed(fold, anew ? 0 : seed.get().nextOffset(), logId());
      return;
    }
    if (anew) {
      store.forgetOffsets();
    }
    if (log.isPresent()) {
      long from = anew ? 0 : store.log().map(StoredLog::from).orElse(0L);
      store.belongsTo(new StoredLog(logId(), from));
    }
  }

  /// Handles a smaller offset as another log: offsets only ever grow within a log.
  private void anotherLog() {
    note(true);
    log = settings.logs().find(binding.log(), partition);
    store.forgetOffsets();
    store.belongsTo(new StoredLog(logId(), 0));
    tellAnew();
  }

  /// Returns the topic's id; empty when the brokers do not report it.
  String logId() {
    return log.map(Logs.Log::id).orElse("");
  }

  private String where() {
    return binding.log().topicName() + "/" + partition;
  }
}
