package io.rheostat.core.encoding;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Growing bytes; numbers are written so that common ones are short.
final class ByteSink {
  private byte[] bytes = new byte[256];
  private int length;

  void writeByte(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = (byte) value;
  }

  /// Seven bits a byte, lowest first.
  void writeVarint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    writeByte((int) rest);
  }

  /// Small magnitudes of either sign stay short.
  void writeSigned(long value) {
    writeVarint((value << 1) ^ (value >> 63));
  }

  /// Zero takes one byte, small whole numbers and halves two or three: trailing zero bits of the
  /// mantissa become leading ones.
  void writeDouble(double value) {
    writeVarint(Long.reverse(Double.doubleToLongBits(value)));
  }

  void writeText(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    writeVarint(encoded.length);
    for (byte value : encoded) {
      writeByte(value);
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
