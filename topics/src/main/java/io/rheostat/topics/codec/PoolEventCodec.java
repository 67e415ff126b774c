package io.rheostat.topics.codec;

import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.mapping.Decoding;
import io.rheostat.topics.proto.LogProto;

/// Codec of pool-log events: equal values give equal bytes, and decoding returns the encoded value.
public final class PoolEventCodec {
  private static final int LENGTH_DELIMITED = 2;
  private static final byte HAND_OVER =
      (byte) (LogProto.PoolEvent.HANDED_OVER_FIELD_NUMBER << 3 | LENGTH_DELIMITED);

  private PoolEventCodec() {}

  /// Returns the canonical bytes.
  ///
  /// @throws IllegalArgumentException for a time beyond the years 1 to 9999 or a duration beyond
  ///     10,000 years
  public static byte[] encode(PoolEvent event) {
    return LogMapping.encode(event).toByteArray();
  }

  /// Returns whether canonical bytes are a workload's hand-over, without decoding them: they begin
  /// with the tag of their only field.
  public static boolean isHandOver(byte[] bytes) {
    return bytes.length > 0 && bytes[0] == HAND_OVER;
  }

  /// Decodes a pool event.
  ///
  /// @throws MalformedRecordException for broken bytes, missing fields and refused values
  public static PoolEvent decode(byte[] bytes) {
    return Decoding.decode("pool event", LogProto.PoolEvent.parser(), bytes, LogMapping::decode);
  }
}
