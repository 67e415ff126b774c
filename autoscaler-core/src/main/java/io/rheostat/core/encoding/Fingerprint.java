package io.rheostat.core.encoding;

/// 31-bit FNV-1a hash of a shape's text: short as a varint, and different for any change of shape
/// but one in two billion.
final class Fingerprint {
  private Fingerprint() {}

  static long of(String shape) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < shape.length(); i++) {
      hash = (hash ^ shape.charAt(i)) * 0x100000001b3L;
    }
    return (hash ^ (hash >>> 32)) & 0x7FFFFFFF;
  }
}
