package io.rheostat.topics.codec;

import io.rheostat.model.log.Declaration;
import io.rheostat.topics.mapping.DeclarationMapping;
import io.rheostat.topics.mapping.Decoding;
import io.rheostat.topics.proto.LogProto;

/// Codec of declarations: equal values give equal bytes, and decoding returns the encoded value.
public final class DeclarationCodec {
  private DeclarationCodec() {}

  /// Returns the canonical bytes.
  ///
  /// @throws IllegalArgumentException for a time beyond the years 1 to 9999 or a duration beyond
  ///     10,000 years
  public static byte[] encode(Declaration declaration) {
    return DeclarationMapping.encode(declaration).toByteArray();
  }

  /// Decodes a declaration.
  ///
  /// @throws MalformedRecordException for broken bytes, missing fields and refused values
  public static Declaration decode(byte[] bytes) {
    return Decoding.decode(
        "declaration", LogProto.Declaration.parser(), bytes, DeclarationMapping::decode);
  }
}
