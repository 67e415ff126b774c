package io.rheostat.core.sizing;

import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Sharding;
import java.util.Optional;

/// One way to run a training job.
///
/// @param device device type; a worker has one
/// @param width workers
/// @param sharding what is spread over them
/// @param samplesPerWorker local batch
/// @param deviceBytes memory needed on a device
/// @param host host memory and disk of a worker
/// @param pace speed, cost and value
/// @param refusal the number against it; empty when it is feasible
public record SizedJob(
    Device device,
    int width,
    Sharding sharding,
    int samplesPerWorker,
    double deviceBytes,
    SizedService.Host host,
    Pace pace,
    Optional<String> refusal) {
  /// Speed of a job and its worth while it runs.
  ///
  /// @param samplesPerSecond progress
  /// @param hours time to the end of the run
  /// @param valueUsdPerHour value of the finished run over these hours
  /// @param usdPerHour C
  /// @param netUsdPerHour J
  public record Pace(
      double samplesPerSecond,
      double hours,
      double valueUsdPerHour,
      double usdPerHour,
      double netUsdPerHour) {}

  /// Returns whether it fits.
  public boolean isFeasible() {
    return refusal.isEmpty();
  }
}
