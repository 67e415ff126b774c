package io.rheostat.model.resource;

import io.rheostat.model.Require;

/// Speed of a data-parallel training job: a step of k workers with b samples each takes
/// `perSample·b + (k > 1 ? sync + perWorkerSync·(k − 2) : 0)` seconds (Pollux, OSDI 2021, with its
/// overlap exponent at 1).
///
/// @param perSampleSeconds gradient time of one sample on one worker
/// @param syncSeconds time to synchronise two workers
/// @param perWorkerSyncSeconds added for each worker beyond two
public record StepProfile(
    double perSampleSeconds, double syncSeconds, double perWorkerSyncSeconds) {
  public StepProfile {
    Require.positive("perSample", perSampleSeconds);
    Require.atLeastZero("sync", syncSeconds);
    Require.atLeastZero("perWorkerSync", perWorkerSyncSeconds);
  }

  /// Computes the seconds of one step of `workers` workers with `samplesPerWorker` samples each.
  public double stepSeconds(int workers, double samplesPerWorker) {
    double sync = workers > 1 ? syncSeconds + perWorkerSyncSeconds * (workers - 2) : 0;
    return perSampleSeconds * samplesPerWorker + sync;
  }

  /// Computes the samples a second of `workers` workers with `samplesPerWorker` samples each.
  public double samplesPerSecond(int workers, double samplesPerWorker) {
    return workers * samplesPerWorker / stepSeconds(workers, samplesPerWorker);
  }
}
