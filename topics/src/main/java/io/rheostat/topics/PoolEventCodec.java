package io.rheostat.topics;

import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.proto.LogProto;

/// Bytes of events of the pool-log: equal values give equal bytes, and decoding gives back what was
/// encoded.
public final class PoolEventCodec {
  private PoolEventCodec() {}

  /// The canonical bytes.
  ///
  /// @throws IllegalArgumentException for a time beyond the years 1 to 9999 or a duration beyond
  ///     10,000 years
  public static byte[] encode(PoolEvent event) {
    return LogMapping.encode(event).toByteArray();
  }

  /// What the bytes say.
  ///
  /// @throws MalformedRecordException for broken bytes, missing fields and refused values
  public static PoolEvent decode(byte[] bytes) {
    return Decoding.decode("pool event", LogProto.PoolEvent.parser(), bytes, LogMapping::decode);
  }
}
