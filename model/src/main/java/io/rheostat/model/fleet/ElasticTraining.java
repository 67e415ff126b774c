package io.rheostat.model.fleet;

import io.rheostat.model.Require;

/// Terms of a training job whose completion time is worth money, and which may adapt its batch.
///
/// @param delayCostUsdPerHour cost of an hour of the job's completion time, queueing included
/// @param batch batches it may run at
/// @param cancelled whether it was cancelled: its devices are released
public record ElasticTraining(double delayCostUsdPerHour, BatchRange batch, boolean cancelled) {
  public ElasticTraining {
    Require.positive("delayCostPerHour", delayCostUsdPerHour);
  }

  /// Creates the terms of a job that is to run.
  public ElasticTraining(double delayCostUsdPerHour, BatchRange batch) {
    this(delayCostUsdPerHour, batch, false);
  }

  /// Returns the terms of the job cancelled.
  public ElasticTraining cancel() {
    return new ElasticTraining(delayCostUsdPerHour, batch, true);
  }
}
