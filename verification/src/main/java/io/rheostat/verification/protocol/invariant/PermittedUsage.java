package io.rheostat.verification.protocol.invariant;

/// Permitted usage of something while its limit moves.
///
/// A higher limit counts at once. A lower one, possibly below the current usage, counts for
/// everything begun after it could be known everywhere: until then the old one is valid, and from
/// then on usage may only fall until it is within. Additions of another writer are not ours to
/// answer for: they may be in use for as long.
final class PermittedUsage {
  private final String name;
  private final long graceMillis;
  private long limit;
  private long allowed;
  private long looseUntil;
  private long usedBefore;
  private long addedByAnother;

  PermittedUsage(String name, long limit, long graceMillis) {
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
    // Recent additions of another writer are nobody's to answer for under a new limit either.
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
