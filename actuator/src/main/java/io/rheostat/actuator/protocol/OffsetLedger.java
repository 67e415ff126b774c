package io.rheostat.actuator.protocol;

import io.rheostat.actuator.protocol.queue.Commit;
import java.util.SortedSet;
import java.util.TreeSet;

/// Ledger of ended commands of one partition. The committed position is the first command without
/// an end; ended ones beyond it are named in the commit's metadata, so a slow target holds up
/// nobody else and yet no command gets a second outcome after a restart.
final class OffsetLedger {
  /// Most records of one poll.
  static final int MOST_AT_ONCE = 50;

  /// Most named offsets: Kafka takes 4,096 characters of metadata; an offset is at most 19 and a
  /// comma.
  private static final int MOST_NAMED = 200;

  private final SortedSet<Long> open = new TreeSet<>();
  private final SortedSet<Long> ended = new TreeSet<>();
  private long next;

  /// @param committed start of reading, with the metadata of the last commit
  OffsetLedger(Commit committed) {
    next = committed.offset();
    for (String offset : committed.metadata().split(",", -1)) {
      if (!offset.isBlank()) {
        ended.add(Long.parseLong(offset));
      }
    }
  }

  /// Records the begin of a record; false when its command has ended before.
  boolean begins(long offset) {
    next = Math.max(next, offset + 1);
    if (ended.contains(offset)) {
      return false;
    }
    open.add(offset);
    return true;
  }

  void ends(long offset) {
    open.remove(offset);
    ended.add(offset);
  }

  /// Returns whether the metadata might not hold another poll: from the first command without an
  /// end, so many are known that those of one more poll could not all be named, in whatever order
  /// they end.
  boolean isFull() {
    return !open.isEmpty()
        && open.size() + ended.tailSet(open.first()).size() > MOST_NAMED - MOST_AT_ONCE;
  }

  Commit commit() {
    long position = open.isEmpty() ? next : open.first();
    ended.headSet(position).clear();
    StringBuilder named = new StringBuilder();
    for (long offset : ended) {
      named.append(named.isEmpty() ? "" : ",").append(offset);
    }
    return new Commit(position, named.toString());
  }
}
