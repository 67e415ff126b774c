package io.rheostat.core.encoding.coder;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Growing byte buffer with a short form of common numbers.
public final class ByteSink {
  private byte[] bytes = new byte[1024];
  private int length;

  void writeByte(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  /// Appends a varint: seven bits a byte, lowest first.
  public void writeVarint(long value) {
    reserve(10);
    byte[] target = bytes;
    int place = length;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      target[place++] = (byte) (((int) rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    target[place++] = (byte) rest;
    length = place;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }

  /// Appends a signed number; small magnitudes of either sign stay short.
  public void writeSigned(long value) {
    writeVarint((value << 1) ^ (value >> 63));
  }

  /// Appends a double. Zero takes one byte, small whole numbers and halves two or three: trailing
  /// zero bits of the mantissa become leading ones.
  void writeDouble(double value) {
    writeVarint(Long.reverse(Double.doubleToLongBits(value)));
  }

  void writeText(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    writeVarint(encoded.length);
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
  }

  /// Returns the number of bytes written so far.
  public int length() {
    return length;
  }

  /// Returns a copy of the bytes written so far.
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
