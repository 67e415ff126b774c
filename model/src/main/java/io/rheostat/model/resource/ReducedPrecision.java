package io.rheostat.model.resource;

import io.rheostat.model.Require;

/// Peak dense throughput of a device below 16 bits; 0 for a format without tensor cores of its own,
/// whose weights are converted and multiplied in 16 bits.
///
/// @param fp8FlopsPerSecond in FP8
/// @param fp4FlopsPerSecond in FP4
public record ReducedPrecision(double fp8FlopsPerSecond, double fp4FlopsPerSecond) {
  /// No format below 16 bits.
  public static final ReducedPrecision NONE = new ReducedPrecision(0, 0);

  public ReducedPrecision {
    Require.atLeastZero("flopsFp8", fp8FlopsPerSecond);
    Require.atLeastZero("flopsFp4", fp4FlopsPerSecond);
  }
}
