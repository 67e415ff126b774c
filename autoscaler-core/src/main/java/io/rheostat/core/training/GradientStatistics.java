package io.rheostat.core.training;

/// Gradient statistics **at the initial batch**: what the statistical efficiency of larger batches
/// follows from (McCandlish et al. 2018; in this form Pollux, OSDI 2021, section 3.1).
///
/// @param square squared norm of the true gradient
/// @param variance trace of the gradient's covariance at the initial batch
public record GradientStatistics(double square, double variance) {
  /// Statistics of a job that reported none: each sample counts the same in any batch.
  public static final GradientStatistics UNKNOWN = new GradientStatistics(0, 0);

  /// Returns the progress of a step at `scale` times the initial batch, in steps of the initial
  /// batch: `(var + sqr) / (var / scale + sqr)`.
  ///
  /// @param scale batch over initial batch, above 0
  /// @return between 1 and `scale` for a scale of at least 1; `scale` without statistics
  public double gain(double scale) {
    return efficiency(scale) * scale;
  }

  /// Returns the progress per sample, relative to the initial batch: `gain / scale`, at most 1.
  /// Both statistics are unbiased estimates and may be negative; when neither is above 0 a larger
  /// batch gains nothing.
  public double efficiency(double scale) {
    if (equals(UNKNOWN) || !(scale > 1)) {
      return 1;
    }
    double signal = Math.max(0, square);
    double noise = Math.max(0, variance);
    double share = signal + noise > 0 ? (noise + signal) / (noise + signal * scale) : 1 / scale;
    return Double.isNaN(share) ? 1 : Math.min(1, share);
  }
}
