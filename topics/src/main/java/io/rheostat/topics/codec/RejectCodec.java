package io.rheostat.topics.codec;

import io.rheostat.topics.Reject;
import io.rheostat.topics.mapping.Decoding;
import io.rheostat.topics.proto.RejectProto;

/// Codec of rejects: equal values give equal bytes, and decoding returns the encoded value.
public final class RejectCodec {
  private RejectCodec() {}

  /// Returns the canonical bytes.
  ///
  /// @throws IllegalArgumentException for a time beyond the years 1 to 9999 or a duration beyond
  ///     10,000 years
  public static byte[] encode(Reject reject) {
    return RejectMapping.encode(reject).toByteArray();
  }

  /// Decodes a reject.
  ///
  /// @throws MalformedRecordException for broken bytes, missing fields and refused values
  public static Reject decode(byte[] bytes) {
    return Decoding.decode("reject", RejectProto.Reject.parser(), bytes, RejectMapping::decode);
  }
}
