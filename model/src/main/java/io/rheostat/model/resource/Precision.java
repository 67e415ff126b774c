package io.rheostat.model.resource;

/// Number format of weights and KV cache.
public enum Precision {
  FP32(4),
  BF16(2),
  FP8(1),
  INT4(0.5),
  /// Four bits and an eight-bit scale for every 32 values (OCP MX formats).
  FP4(0.53125);

  private final double bytes;

  Precision(double bytes) {
    this.bytes = bytes;
  }

  /// Returns the bytes of one value.
  public double bytes() {
    return bytes;
  }
}
