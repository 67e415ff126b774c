package io.rheostat.core.capacity;

/// Statistical efficiency of large batches from the gradient noise scale (McCandlish et al. 2018;
/// in this form Pollux, OSDI 2021).
public final class GradientNoise {
  private GradientNoise() {}

  /// Returns the progress per sample at `batch`, relative to `initialBatch`: `(var + sqr) / (var /
  /// s + sqr) / s` with s = batch / initialBatch, at most 1. Without gradient statistics it is 1.
  ///
  /// @param square squared norm of the mean gradient at the initial batch
  /// @param variance variance of the gradient at the initial batch
  public static double efficiency(
      double square, double variance, double batch, double initialBatch) {
    double scale = batch / initialBatch;
    // Both are unbiased estimates and may come out below zero.
    double signal = Math.max(0, square);
    double noise = Math.max(0, variance);
    if (scale <= 1 || signal + noise <= 0) {
      return 1;
    }
    return Math.min(1, (noise + signal) / (noise + signal * scale));
  }
}
