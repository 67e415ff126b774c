package io.rheostat.topics.codec;

import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.mapping.Decoding;
import io.rheostat.topics.proto.LogProto;

/// Codec of pool-log events: equal values give equal bytes, and decoding returns the encoded value.
public final class PoolEventCodec {
  private PoolEventCodec() {}

  /// Returns the canonical bytes.
  ///
  /// @throws IllegalArgumentException for a time beyond the years 1 to 9999 or a duration beyond
  ///     10,000 years
  public static byte[] encode(PoolEvent event) {
    return LogMapping.encode(event).toByteArray();
  }

  /// Decodes a pool event.
  ///
  /// @throws MalformedRecordException for broken bytes, missing fields and refused values
  public static PoolEvent decode(byte[] bytes) {
    return Decoding.decode("pool event", LogProto.PoolEvent.parser(), bytes, LogMapping::decode);
  }
}
