package io.rheostat.benchmarks.protocol;

/// How much of something may be in use while its limit moves.
///
/// A limit that is raised counts at once. One that is lowered, below what is in use maybe, counts
/// for what is begun after everybody could know of it: until then the old one holds, and from then
/// on what is in use may only fall until it is within. What somebody else adds is not ours to
/// answer for: it may be in use for as long.
final class Ratchet {
  private final String name;
  private final long graceMillis;
  private long limit;
  private long allowed;
  private long looseUntil;
  private long usedBefore;
  private long addedByAnother;

  Ratchet(String name, long limit, long graceMillis) {
    this.name = name;
    this.limit = limit;
    this.allowed = limit;
    this.graceMillis = graceMillis;
  }

  void declare(long newest, long now) {
    tighten(now);
    if (newest < limit) {
      looseUntil = now + graceMillis;
    }
    limit = newest;
    // What another writer has just added is nobody's to answer for under a new limit either.
    allowed = Math.max(allowed, newest + addedByAnother);
  }

  void foreign(long added, long now) {
    tighten(now);
    if (added > 0) {
      allowed += added;
      addedByAnother += added;
      looseUntil = Math.max(looseUntil, now + graceMillis);
    }
  }

  void check(long used, long now) {
    tighten(now);
    if (used > allowed) {
      throw new BrokenInvariant(
          name + ": " + used + " in use, the limit is " + limit + ", allowed for now " + allowed);
    }
    usedBefore = used;
  }

  private void tighten(long now) {
    if (now > looseUntil) {
      addedByAnother = 0;
      allowed = Math.max(limit, Math.min(allowed, usedBefore));
    }
  }
}
