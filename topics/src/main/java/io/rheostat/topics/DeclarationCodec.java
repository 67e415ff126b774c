package io.rheostat.topics;

import io.rheostat.model.log.Declaration;
import io.rheostat.topics.proto.LogProto;

/// Bytes of declarations: equal values give equal bytes, and decoding gives back what was encoded.
public final class DeclarationCodec {
  private DeclarationCodec() {}

  /// The canonical bytes.
  ///
  /// @throws IllegalArgumentException for a time beyond the years 1 to 9999 or a duration beyond
  ///     10,000 years
  public static byte[] encode(Declaration declaration) {
    return DeclarationMapping.encode(declaration).toByteArray();
  }

  /// What the bytes say.
  ///
  /// @throws MalformedRecordException for broken bytes, missing fields and refused values
  public static Declaration decode(byte[] bytes) {
    return Decoding.decode(
        "declaration", LogProto.Declaration.parser(), bytes, DeclarationMapping::decode);
  }
}
