package io.rheostat.ingest.matching.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Members of workloads as reported by all sources: series of one source need the members of
/// another. A member not reported for 15 minutes is forgotten. Of conflicting reports, one older
/// than the newest by more than five minutes is dropped: a moved pod is the new workload's then,
/// and until then nobody's. Safe for use by many threads.
public final class Members {
  /// Limit over all sources: about 60 MB at 300 bytes each.
  static final int MOST = 200_000;

  /// Limit of one source, so none leaves the others without room.
  public static final int MOST_OF_SOURCE = 50_000;

  private static final long KEPT_MILLIS = 900_000;
  private static final long OVERLAP_MILLIS = 300_000;
  private static final long SWEEP_MILLIS = 60_000;

  private final Map<MemberKey, List<Told>> told = new ConcurrentHashMap<>();
  private int size;
  private long now;
  private volatile long sweepAt = Long.MIN_VALUE;
  private volatile int revision;

  /// Source of members, with the number of members first reported by it. Guarded by the members'
  /// lock.
  public static final class Source {
    private int told;
  }

  /// Reported member, with the time of the last report in epoch milliseconds.
  private static final class Told {
    private final SeriesMember member;
    private final Source source;
    private volatile long seenAt;

    Told(SeriesMember member, Source source, long seenAt) {
      this.member = member;
      this.source = source;
      this.seenAt = seenAt;
    }
  }

  /// Returns a revision number, changed whenever [#of] may answer otherwise than before.
  ///
  /// @param millis the time now, since 1970
  public int revisionAt(long millis) {
    if (millis >= sweepAt) {
      sweep(millis);
    }
    return revision;
  }

  /// Returns the members of a key: one when all sources agree.
  public List<SeriesMember> of(MemberKey key) {
    List<SeriesMember> members = new ArrayList<>();
    for (Told one : told.getOrDefault(key, List.of())) {
      members.add(one.member);
    }
    return members;
  }

  /// Returns the number of known members.
  synchronized int size() {
    return size;
  }

  /// Records a member.
  ///
  /// @param millis time of the report, since 1970
  /// @return false when too many are known, of all sources or of this one
  public boolean tell(Source source, SeriesMember member, long millis) {
    for (Told one : told.getOrDefault(member.key(), List.of())) {
      if (one.member.equals(member)) {
        // Of two simultaneous writes either will do: both are current.
        one.seenAt = Math.max(one.seenAt, millis);
        return true;
      }
    }
    return add(new Told(member, source, millis));
  }

  private synchronized boolean add(Told added) {
    MemberKey key = added.member.key();
    List<Told> known = told.getOrDefault(key, List.of());
    boolean there = known.stream().anyMatch(one -> one.member.equals(added.member));
    boolean late = added.seenAt < now - KEPT_MILLIS;
    if (there || late) {
      return true;
    }
    if (size >= MOST || added.source.told >= MOST_OF_SOURCE) {
      return false;
    }
    List<Told> longer = new ArrayList<>(known);
    longer.add(added);
    told.put(key, List.copyOf(longer));
    size++;
    added.source.told++;
    changed();
    return true;
  }

  private synchronized void sweep(long millis) {
    if (millis < sweepAt) {
      return;
    }
    now = Math.max(now, millis);
    sweepAt = now + SWEEP_MILLIS;
    for (Map.Entry<MemberKey, List<Told>> entry : told.entrySet()) {
      keep(entry.getKey(), entry.getValue());
    }
  }

  /// Keeps the valid members of a key.
  private void keep(MemberKey key, List<Told> known) {
    long newest = Long.MIN_VALUE;
    for (Told one : known) {
      newest = Math.max(newest, one.seenAt);
    }
    long since = Math.max(now - KEPT_MILLIS, newest - OVERLAP_MILLIS);
    List<Told> kept = new ArrayList<>(known.size());
    for (Told one : known) {
      if (one.seenAt >= since) {
        kept.add(one);
      }
    }
    if (kept.size() == known.size()) {
      return;
    }
    for (Told one : known) {
      if (!kept.contains(one)) {
        one.source.told--;
        size--;
      }
    }
    if (kept.isEmpty()) {
      told.remove(key);
    } else {
      told.put(key, List.copyOf(kept));
    }
    changed();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only ever written under the lock
  private void changed() {
    revision++;
  }
}
