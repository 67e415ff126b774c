package io.rheostat.core.encoding.coder;

import java.nio.charset.StandardCharsets;

/// Reader of the bytes of `ByteSink`.
public final class ByteSource {
  private final byte[] bytes;
  private int position;

  public ByteSource(byte[] bytes) {
    this.bytes = bytes;
  }

  public int readByte() {
    if (position >= bytes.length) {
      throw new StateFormatException(
          "state ends after " + bytes.length + " bytes, in the middle of a value");
    }
    return bytes[position++] & 0xFF;
  }

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

  public long readSigned() {
    long value = readVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  public double readDouble() {
    return Double.longBitsToDouble(Long.reverse(readVarint()));
  }

  public int readLength() {
    long length = readVarint();
    if (length < 0 || length > bytes.length) {
      throw new StateFormatException(
          "a length of " + length + " at byte " + position + " is not possible");
    }
    return (int) length;
  }

  public String readText() {
    int length = readLength();
    if (position + length > bytes.length) {
      throw new StateFormatException("a text at byte " + position + " is cut off");
    }
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  public boolean atEnd() {
    return position == bytes.length;
  }
}
