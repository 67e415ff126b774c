package io.rheostat.topics.codec;

import io.rheostat.model.command.Command;
import io.rheostat.topics.mapping.CommandMapping;
import io.rheostat.topics.mapping.Decoding;
import io.rheostat.topics.proto.CommandProto;

/// Codec of commands: equal values give equal bytes, and decoding returns the encoded value.
public final class CommandCodec {
  private CommandCodec() {}

  /// Returns the canonical bytes.
  ///
  /// @throws IllegalArgumentException for a time beyond the years 1 to 9999 or a duration beyond
  ///     10,000 years
  public static byte[] encode(Command command) {
    return CommandMapping.encode(command).toByteArray();
  }

  /// Decodes a command.
  ///
  /// @throws MalformedRecordException for broken bytes, missing fields and refused values
  public static Command decode(byte[] bytes) {
    return Decoding.decode("command", CommandProto.Command.parser(), bytes, CommandMapping::decode);
  }
}
