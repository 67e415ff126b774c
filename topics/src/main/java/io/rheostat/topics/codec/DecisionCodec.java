package io.rheostat.topics.codec;

import io.rheostat.model.decision.Decision;
import io.rheostat.topics.decision.DecisionMapping;
import io.rheostat.topics.mapping.Decoding;
import io.rheostat.topics.proto.DecisionProto;

/// Codec of decisions: equal values give equal bytes, and decoding returns the encoded value.
public final class DecisionCodec {
  private DecisionCodec() {}

  /// Returns the canonical bytes.
  ///
  /// @throws IllegalArgumentException for a time beyond the years 1 to 9999 or a duration beyond
  ///     10,000 years
  public static byte[] encode(Decision decision) {
    return DecisionMapping.encode(decision).toByteArray();
  }

  /// Decodes a decision.
  ///
  /// @throws MalformedRecordException for broken bytes, missing fields and refused values
  public static Decision decode(byte[] bytes) {
    return Decoding.decode(
        "decision", DecisionProto.Decision.parser(), bytes, DecisionMapping::decode);
  }
}
