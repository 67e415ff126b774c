package io.rheostat.core.training;

import io.rheostat.core.Tuning;

/// Outlook of a training job at its fair share of a pool, and the worth of other allocations by it.
///
/// @param fairGoodput goodput at the fair share, in samples per second at full efficiency
/// @param secondsLeft remaining time there
/// @param restartSeconds time without progress at a change, with the work lost since the last
///     checkpoint
/// @param delayCostUsdPerHour cost of an hour of the job's completion time
/// @param weight of its net value among the jobs of the pool, 1 at the pool's reference
/// @param finish interval of its end at the fair share
public record JobOutlook(
    double fairGoodput,
    double secondsLeft,
    double restartSeconds,
    double delayCostUsdPerHour,
    double weight,
    FinishInterval finish) {
  private static final Tuning.Training TUNING = Tuning.DEFAULT.training();
  private static final JobUtility UTILITY =
      new JobUtility(TUNING.fairness(), TUNING.sizeExponent());

  /// Returns the outlook of a job.
  ///
  /// @param referenceSeconds remaining time of weight 1
  /// @param confidence confidence in the goodput at the fair share, 0..1
  public static JobOutlook of(
      double fairGoodput,
      double secondsLeft,
      double restartSeconds,
      double delayCostUsdPerHour,
      double referenceSeconds,
      double confidence) {
    return new JobOutlook(
        fairGoodput,
        secondsLeft,
        restartSeconds,
        delayCostUsdPerHour,
        UTILITY.weight(secondsLeft, referenceSeconds),
        FinishInterval.of(secondsLeft / 3_600, confidence));
  }

  /// Returns the outlook before a deadline: an hour of completion time costs the late loss too, as
  /// far as the job at its fair share may end after it. One restart before the deadline counts as
  /// late, for the change that could still help takes that long.
  ///
  /// @param hours hours from now until the deadline, negative once it is over
  public JobOutlook before(double hours, double lateLossUsdPerHour) {
    double chance = finish.chanceAfter(hours - restartSeconds / 3_600);
    return new JobOutlook(
        fairGoodput,
        secondsLeft,
        restartSeconds,
        delayCostUsdPerHour + chance * lateLossUsdPerHour,
        weight,
        finish);
  }

  /// Returns the worth of a goodput in dollars per hour, before the weight.
  ///
  /// @param restarts whether the job restarts for it
  public double usdPerHour(double goodput, boolean restarts) {
    double speed = goodput / fairGoodput * (restarts ? afterRestart() : 1);
    return delayCostUsdPerHour * UTILITY.ofSpeed(speed);
  }

  /// Returns the share of the speed that remains after a restart.
  double afterRestart() {
    double horizon = TUNING.keptSeconds() + TUNING.keptDelays() * restartSeconds;
    return JobUtility.afterRestart(secondsLeft, horizon, restartSeconds);
  }
}
