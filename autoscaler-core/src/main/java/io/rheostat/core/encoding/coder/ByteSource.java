package io.rheostat.core.encoding.coder;

import java.nio.charset.StandardCharsets;

/// Reader of the bytes of `ByteSink`.
public final class ByteSource {
  private final byte[] bytes;
  private int position;

  public ByteSource(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Reads one byte, 0..255.
  ///
  /// @throws StateFormatException at the end of the bytes
  public int readByte() {
    if (position >= bytes.length) {
      throw new StateFormatException(
          "state ends after " + bytes.length + " bytes, in the middle of a value");
    }
    return bytes[position++] & 0xFF;
  }

  /// Reads an unsigned number of 64 bits in groups of seven, the lowest first.
  ///
  /// @throws StateFormatException when the number has no end within ten bytes or within the state
  public long readVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = readByte();
      value |= (long) (next & 0x7F) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw new StateFormatException("a number at byte " + position + " does not end");
  }

  /// Reads a signed number in zigzag form: numbers near 0 are short.
  ///
  /// @throws StateFormatException when the number has no end
  public long readSigned() {
    long value = readVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /// Reads a double, its bits in reverse order as an unsigned number: round values are short.
  ///
  /// @throws StateFormatException when the number has no end
  public double readDouble() {
    return Double.longBitsToDouble(Long.reverse(readVarint()));
  }

  /// Reads a number of items or bytes, 0 up to the size of the whole state.
  ///
  /// @throws StateFormatException for any other number
  public int readLength() {
    long length = readVarint();
    if (length < 0 || length > bytes.length) {
      throw new StateFormatException(
          "a length of " + length + " at byte " + position + " is not possible");
    }
    return (int) length;
  }

  /// Reads a text in UTF-8 behind its length in bytes.
  ///
  /// @throws StateFormatException when the text is cut off
  public String readText() {
    int length = readLength();
    if (position + length > bytes.length) {
      throw new StateFormatException("a text at byte " + position + " is cut off");
    }
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  /// Returns whether all bytes are read.
  public boolean atEnd() {
    return position == bytes.length;
  }
}
