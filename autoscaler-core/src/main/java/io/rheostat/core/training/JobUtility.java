package io.rheostat.core.training;

/// Worth of a training job's speed, in dollars per hour.
///
/// `v = delayCost · (left / reference)^(−sizeExponent) · φ(speed)` with φ(s) = 1 + ln(s + ε) for
/// fairness 0, else 1 + ((s + ε)^p − 1)/p. Speed is goodput over goodput at the fair share, so a
/// job at its fair share is worth its delay cost, and one more device there is worth the relative
/// speed-up. Fairness −1 with size exponent 0 is Pollux's power mean, −0.5 Sia's objective, 0
/// proportional fairness (Kelly 1997); a size exponent above 0 finishes short jobs first.
///
/// @param fairness power p of the speed, at most 1
/// @param sizeExponent weight of the remaining time, 0 or more
public record JobUtility(double fairness, double sizeExponent) {
  /// Speed of a job without devices: bounds the loss of waiting.
  private static final double WAITING = 1e-3;

  /// Least remaining time of a job, in seconds: bounds the weight of one about to end.
  private static final double LEAST_LEFT = 10;

  /// Returns the weight of a job with some seconds left at its fair share.
  ///
  /// @param referenceSeconds remaining time of weight 1
  public double weight(double secondsLeft, double referenceSeconds) {
    double ratio = Math.max(LEAST_LEFT, secondsLeft) / referenceSeconds;
    return StrictMath.pow(ratio, -sizeExponent);
  }

  /// Returns φ of a speed, 1 at the fair share.
  public double ofSpeed(double speed) {
    double s = speed + WAITING;
    return fairness == 0 ? 1 + StrictMath.log(s) : 1 + (StrictMath.pow(s, fairness) - 1) / fairness;
  }

  /// Returns the share of the speed that remains after a restart, priced against what is left of
  /// the job.
  ///
  /// @param secondsLeft remaining time of the job
  /// @param horizonSeconds longest time a new allocation is expected to stay
  /// @param delaySeconds time of the restart without progress, with the lost work
  public static double afterRestart(
      double secondsLeft, double horizonSeconds, double delaySeconds) {
    double kept = Math.min(Math.max(LEAST_LEFT, secondsLeft), horizonSeconds);
    return kept / (kept + delaySeconds);
  }
}
