package io.rheostat.actuator.protocol;

import io.rheostat.actuator.protocol.queue.CommandLane;
import io.rheostat.actuator.protocol.queue.Commit;
import io.rheostat.actuator.protocol.queue.Position;
import io.rheostat.model.command.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Records of the assigned partitions of the commands' log, from their begin to their end. A
/// command may come in several records; all of them end with its outcome.
final class OpenRecords {
  private final SortedMap<Integer, OffsetLedger> ledgers = new TreeMap<>();
  private final SortedMap<CommandLane, SortedMap<Generation, List<Position>>> positions =
      new TreeMap<>();

  /// First offset not yet written at the assignment, of partitions not yet read up to there.
  private final SortedMap<Integer, Long> inheritedUntil = new TreeMap<>();

  /// @param end first offset not yet written: earlier records may have been tried elsewhere
  void assigned(int partition, Commit committed, long end) {
    if (committed.offset() < end) {
      inheritedUntil.put(partition, end);
    }
    ledgers.put(partition, new OffsetLedger(committed));
  }

  void revoked(int partition) {
    ledgers.remove(partition);
    inheritedUntil.remove(partition);
    positions.keySet().removeIf(lane -> lane.partition() == partition);
  }

  boolean areAssigned(int partition) {
    return ledgers.containsKey(partition);
  }

  /// Records that all records before an offset have begun; true when the partition became complete
  /// by it.
  boolean reached(int partition, long offset) {
    Long end = inheritedUntil.get(partition);
    boolean completes = end != null && offset >= end;
    if (completes) {
      inheritedUntil.remove(partition);
    }
    return completes;
  }

  /// Returns whether every record from before the assignment has begun.
  boolean isComplete(int partition) {
    return !inheritedUntil.containsKey(partition);
  }

  /// Returns whether the record was written before the assignment.
  boolean isInherited(Position position) {
    return inheritedUntil.getOrDefault(position.partition(), 0L) > position.offset();
  }

  /// Begins a record; false when it has ended before or its partition is not assigned.
  boolean begins(Position position) {
    OffsetLedger ledger = ledgers.get(position.partition());
    return ledger != null && ledger.begins(position.offset());
  }

  /// Records the command in a record, whose end will be the record's.
  void carries(Position position, CommandLane lane, Generation generation) {
    positions
        .computeIfAbsent(lane, _ -> new TreeMap<>())
        .computeIfAbsent(generation, _ -> new ArrayList<>())
        .add(position);
  }

  /// Ends a record without a command.
  void end(Position position) {
    OffsetLedger ledger = ledgers.get(position.partition());
    if (ledger != null) {
      ledger.ends(position.offset());
    }
  }

  /// Ends the records of a command.
  void end(CommandLane lane, Generation generation) {
    List<Position> ended = positions.getOrDefault(lane, new TreeMap<>()).remove(generation);
    if (ended != null) {
      ended.forEach(this::end);
    }
  }

  /// Returns the data to commit of some partitions; those no longer assigned have none.
  SortedMap<Integer, Commit> commits(Set<Integer> partitions) {
    SortedMap<Integer, Commit> commits = new TreeMap<>();
    ledgers.forEach(
        (partition, ledger) -> {
          if (partitions.contains(partition)) {
            commits.put(partition, ledger.commit());
          }
        });
    return commits;
  }

  /// Returns the partitions closed to further records until something has ended.
  Set<Integer> full() {
    SortedSet<Integer> full = new TreeSet<>();
    ledgers.forEach(
        (partition, ledger) -> {
          if (ledger.isFull()) {
            full.add(partition);
          }
        });
    return full;
  }
}
