package io.rheostat.ingest.matching;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Uses of pushed series, by a 128-bit hash of the bytes of their labels: most series of a
/// Prometheus are unread here, and remembering them takes 36 bytes a slot, 40 where references have
/// 64 bits, without their labels. At most three quarters of the slots are taken. For one thread.
///
/// The hash is seeded, so no sender can know which series share slots.
final class SeriesIndex {
  private static final int LEAST_SLOTS = 1 << 10;

  /// Longs of a slot. A slot's hash and the second of its last use stand together: one line of the
  /// cache.
  private static final int WIDTH = 4;

  private static final int LOW = 0;
  private static final int HIGH = 1;
  private static final int SEEN = 2;

  private final Hasher128 hasher;
  private long[] slots;
  private @Nullable SeriesUse[] uses;
  private int size;

  /// Creates an empty index.
  ///
  /// @param seed of the hash
  SeriesIndex(long seed) {
    this.hasher = Hashing.xxh3_128(seed);
    this.slots = new long[LEAST_SLOTS * WIDTH];
    this.uses = new SeriesUse[LEAST_SLOTS];
  }

  /// Returns the number of known series.
  int size() {
    return size;
  }

  HashValue128 hash(byte[] bytes, int from, int length) {
    return hasher.hashBytesTo128Bits(bytes, from, length);
  }

  /// Returns the use of a series and marks it as seen; null for an unknown one.
  ///
  /// @param now in seconds
  @Nullable SeriesUse find(HashValue128 hash, int now) {
    int slot = slot(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    SeriesUse use = uses[slot];
    if (use != null && slots[slot * WIDTH + SEEN] != now) {
      slots[slot * WIDTH + SEEN] = now;
    }
    return use;
  }

  /// Adds an unknown series.
  void add(HashValue128 hash, SeriesUse use, int now) {
    if (4L * (size + 1) > 3L * uses.length) {
      rebuild(uses.length * 2, Long.MIN_VALUE);
    }
    put(hash.getMostSignificantBits(), hash.getLeastSignificantBits(), use, now);
  }

  /// Forgets series last seen before a second.
  void forgetBefore(int second) {
    rebuild(uses.length, second);
    int wanted = LEAST_SLOTS;
    while (3L * wanted < 8L * size) {
      wanted *= 2;
    }
    if (wanted < uses.length / 2) {
      rebuild(wanted, Long.MIN_VALUE);
    }
  }

  /// Forgets series with a matching use.
  void forgetIf(Predicate<SeriesUse> forgotten) {
    for (int slot = 0; slot < uses.length; slot++) {
      SeriesUse use = uses[slot];
      if (use != null && forgotten.test(use)) {
        slots[slot * WIDTH + SEEN] = Long.MIN_VALUE;
      }
    }
    rebuild(uses.length, Long.MIN_VALUE + 1);
  }

  /// Hands over the use of each known series.
  void forEach(Consumer<SeriesUse> action) {
    for (SeriesUse use : uses) {
      if (use != null) {
        action.accept(use);
      }
    }
  }

  private void put(long newHigh, long newLow, SeriesUse use, long now) {
    int slot = slot(newHigh, newLow);
    slots[slot * WIDTH + LOW] = newLow;
    slots[slot * WIDTH + HIGH] = newHigh;
    slots[slot * WIDTH + SEEN] = now;
    uses[slot] = use;
    size++;
  }

  private int slot(long wantedHigh, long wantedLow) {
    int mask = uses.length - 1;
    int slot = (int) wantedLow & mask;
    while (!isAt(slot, wantedHigh, wantedLow) && uses[slot] != null) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAt(int slot, long wantedHigh, long wantedLow) {
    return slots[slot * WIDTH + LOW] == wantedLow
        && slots[slot * WIDTH + HIGH] == wantedHigh
        && uses[slot] != null;
  }

  private void rebuild(int wanted, long keptSince) {
    long[] oldSlots = slots;
    @Nullable SeriesUse[] oldUses = uses;
    slots = new long[wanted * WIDTH];
    uses = new SeriesUse[wanted];
    size = 0;
    for (int slot = 0; slot < oldUses.length; slot++) {
      SeriesUse use = oldUses[slot];
      int at = slot * WIDTH;
      if (use != null && oldSlots[at + SEEN] >= keptSince) {
        put(oldSlots[at + HIGH], oldSlots[at + LOW], use, oldSlots[at + SEEN]);
      }
    }
  }
}
