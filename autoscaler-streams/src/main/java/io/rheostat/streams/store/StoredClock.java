package io.rheostat.streams.store;

import io.rheostat.core.stage.PartitionClock;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// A partition's clock as a store and a snapshot keep it.
///
/// @param clock the clock
/// @param offset the input behind its last move
record StoredClock(PartitionClock clock, long offset) {
  private static final long NONE = Long.MIN_VALUE;
  private static final int LENGTH = 4 * Long.BYTES + Integer.BYTES;

  byte[] toBytes() {
    return ByteBuffer.allocate(LENGTH)
        .putLong(clock.now().toEpochMilli())
        .putLong(offset)
        .putLong(millis(clock.tick()))
        .putLong(millis(clock.claim()))
        .putInt(clock.confirmations())
        .array();
  }

  /// Decodes a clock; empty for the bytes of a build without ticks, holding only the time.
  static Optional<StoredClock> of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    Instant now = Instant.ofEpochMilli(buffer.getLong());
    long offset = buffer.getLong();
    Optional<Instant> tick = instant(buffer.getLong());
    Optional<Instant> claim = instant(buffer.getLong());
    return Optional.of(
        new StoredClock(new PartitionClock(now, tick, claim, buffer.getInt()), offset));
  }

  /// Returns the time alone, in epoch milliseconds: both kinds of bytes begin with it.
  static long timeOf(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong();
  }

  private static long millis(Optional<Instant> time) {
    return time.map(Instant::toEpochMilli).orElse(NONE);
  }

  private static Optional<Instant> instant(long millis) {
    return millis == NONE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
