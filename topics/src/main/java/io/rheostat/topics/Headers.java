package io.rheostat.topics;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;

/// Headers of records: numbers of 8 bytes, big endian. They hold data that must not be part of a
/// value, because a replay gives the same values at other offsets.
public final class Headers {
  /// Offset of the input record behind this one, in the partition of the same number.
  public static final String INPUT_OFFSET = "input-offset";

  /// Version of the code that made this record of its input, of estimates, decisions and commands.
  public static final String CORE = "core";

  /// Time of receipt of the causing input's bytes over HTTP: microseconds since 1970, wall clock.
  public static final String RECEIVED_MICROS = "received-micros";

  private Headers() {}

  /// Returns the number in the last header of a name; empty when there is none.
  ///
  /// @throws MalformedRecordException when the header is not 8 bytes long
  public static OptionalLong readLong(org.apache.kafka.common.header.Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null) {
      return OptionalLong.empty();
    }
    byte[] value = header.value();
    if (value == null || value.length != Long.BYTES) {
      throw new MalformedRecordException(
          "header "
              + name
              + " has "
              + (value == null ? 0 : value.length)
              + " bytes. It must have 8.");
    }
    return OptionalLong.of(ByteBuffer.wrap(value).getLong());
  }

  /// Returns the bytes of a number, as [#readLong] reads them.
  public static byte[] ofLong(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }
}
