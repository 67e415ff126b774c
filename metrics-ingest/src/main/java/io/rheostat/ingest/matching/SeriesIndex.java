package io.rheostat.ingest.matching;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is known of each pushed series, by a 128-bit hash of the bytes of its labels: most series
/// that a Prometheus sends are nobody's here, and remembering that takes 24 bytes a slot, 28 where
/// references have 64 bits, and not their labels. At most three quarters of the slots are taken.
/// For
/// one thread.
///
/// The hash is seeded, so that no sender can know which series share slots.
final class SeriesIndex {
  private static final int LEAST_SLOTS = 1 << 10;

  private final Hasher128 hasher;
  private long[] high;
  private long[] low;
  private @Nullable SeriesUse[] uses;
  private int[] seenAt;
  private int size;

  /// An empty index.
  ///
  /// @param seed of the hash
  SeriesIndex(long seed) {
    this.hasher = Hashing.xxh3_128(seed);
    this.high = new long[LEAST_SLOTS];
    this.low = new long[LEAST_SLOTS];
    this.uses = new SeriesUse[LEAST_SLOTS];
    this.seenAt = new int[LEAST_SLOTS];
  }

  /// How many series are known.
  int size() {
    return size;
  }

  HashValue128 hash(byte[] bytes, int from, int length) {
    return hasher.hashBytesTo128Bits(bytes, from, length);
  }

  /// What is known of a series, which is noted as seen; null when it is not known.
  ///
  /// @param now in seconds
  @Nullable SeriesUse find(HashValue128 hash, int now) {
    int slot = slot(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    SeriesUse use = uses[slot];
    if (use != null) {
      seenAt[slot] = now;
    }
    return use;
  }

  /// Remembers a series that is not known.
  void add(HashValue128 hash, SeriesUse use, int now) {
    if (4L * (size + 1) > 3L * uses.length) {
      rebuild(uses.length * 2, Integer.MIN_VALUE);
    }
    put(hash.getMostSignificantBits(), hash.getLeastSignificantBits(), use, now);
  }

  /// Forgets what was last seen before that second.
  void forgetBefore(int second) {
    rebuild(uses.length, second);
    int wanted = LEAST_SLOTS;
    while (3L * wanted < 8L * size) {
      wanted *= 2;
    }
    if (wanted < uses.length / 2) {
      rebuild(wanted, Integer.MIN_VALUE);
    }
  }

  /// Forgets all.
  void clear() {
    Arrays.fill(uses, null);
    size = 0;
  }

  private void put(long newHigh, long newLow, SeriesUse use, int now) {
    int slot = slot(newHigh, newLow);
    high[slot] = newHigh;
    low[slot] = newLow;
    uses[slot] = use;
    seenAt[slot] = now;
    size++;
  }

  private int slot(long wantedHigh, long wantedLow) {
    int mask = uses.length - 1;
    int slot = (int) wantedLow & mask;
    while (uses[slot] != null && (low[slot] != wantedLow || high[slot] != wantedHigh)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void rebuild(int slots, int keptSince) {
    long[] oldHigh = high;
    long[] oldLow = low;
    @Nullable SeriesUse[] oldUses = uses;
    int[] oldSeenAt = seenAt;
    high = new long[slots];
    low = new long[slots];
    uses = new SeriesUse[slots];
    seenAt = new int[slots];
    size = 0;
    for (int slot = 0; slot < oldUses.length; slot++) {
      SeriesUse use = oldUses[slot];
      if (use != null && oldSeenAt[slot] >= keptSince) {
        put(oldHigh[slot], oldLow[slot], use, oldSeenAt[slot]);
      }
    }
  }
}
