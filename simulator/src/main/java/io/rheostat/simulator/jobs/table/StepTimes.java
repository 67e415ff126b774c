package io.rheostat.simulator.jobs.table;

/// True times of one training step.
///
/// @param stepSeconds time of a pass with synchronisation and optimiser step
/// @param syncSeconds its part spent in synchronisation
public record StepTimes(double stepSeconds, double syncSeconds) {
  /// Returns the time of a pass without synchronisation.
  public double passSeconds() {
    return stepSeconds - syncSeconds;
  }

  StepTimes plus(StepTimes other, double weight) {
    return new StepTimes(
        stepSeconds + weight * other.stepSeconds, syncSeconds + weight * other.syncSeconds);
  }

  /// Returns the times on a device `speed` times as fast: synchronisation stays.
  StepTimes faster(double speed) {
    return new StepTimes(passSeconds() / speed + syncSeconds, syncSeconds);
  }
}
