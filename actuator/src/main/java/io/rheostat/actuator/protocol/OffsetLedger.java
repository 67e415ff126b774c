package io.rheostat.actuator.protocol;

import java.util.SortedSet;
import java.util.TreeSet;

/// Which commands of one partition have ended. The position committed is the first that has not;
/// those beyond it that have are named in the commit's metadata, so that a slow target holds up
/// nobody else and yet no command gets a second outcome after a restart.
final class OffsetLedger {
  /// Most records that one poll may bring.
  static final int MOST_AT_ONCE = 50;

  /// Kafka takes 4,096 characters of metadata; an offset is at most 19 and a comma.
  private static final int MOST_NAMED = 200;

  private final SortedSet<Long> open = new TreeSet<>();
  private final SortedSet<Long> ended = new TreeSet<>();
  private long next;

  /// @param committed where reading goes on, with the metadata of the last commit
  OffsetLedger(Commit committed) {
    next = committed.offset();
    for (String offset : committed.metadata().split(",", -1)) {
      if (!offset.isBlank()) {
        ended.add(Long.parseLong(offset));
      }
    }
  }

  /// Takes note of a record; false when its command has ended before.
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

  /// Whether so many are known from the first that has not ended on that those of one more poll
  /// could not all be named, in whatever order they end.
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
