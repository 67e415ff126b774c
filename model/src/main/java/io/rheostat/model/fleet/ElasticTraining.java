package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.util.Optional;

/// Terms of a training job whose completion time is worth money, and which may adapt its batch.
///
/// @param delayCostUsdPerHour cost of an hour of the job's completion time, queueing included
/// @param batch batches it may run at
/// @param cancelled whether it was cancelled: its devices are released
/// @param profile profile key: jobs of one key train the same model on the same data, and what the
///     earlier ones learned of its speed the later ones know; empty for a job that learns alone
/// @param owner person or team it is run for, by which its pool may weigh and limit jobs; empty for
///     none
public record ElasticTraining(
    double delayCostUsdPerHour,
    BatchRange batch,
    boolean cancelled,
    Optional<String> profile,
    Optional<String> owner) {
  public ElasticTraining {
    Require.positive("delayCostPerHour", delayCostUsdPerHour);
  }

  /// Creates the terms of a job that is to run.
  public ElasticTraining(double delayCostUsdPerHour, BatchRange batch) {
    this(delayCostUsdPerHour, batch, false, Optional.empty(), Optional.empty());
  }

  /// Returns the terms at another delay cost.
  public ElasticTraining atDelayCost(double usdPerHour) {
    return new ElasticTraining(usdPerHour, batch, cancelled, profile, owner);
  }

  /// Returns the terms with a profile key.
  public ElasticTraining ofProfile(String key) {
    return new ElasticTraining(delayCostUsdPerHour, batch, cancelled, Optional.of(key), owner);
  }

  /// Returns the terms with an owner.
  public ElasticTraining ownedBy(String name) {
    return new ElasticTraining(delayCostUsdPerHour, batch, cancelled, profile, Optional.of(name));
  }

  /// Returns the terms of the job cancelled.
  public ElasticTraining cancel() {
    return new ElasticTraining(delayCostUsdPerHour, batch, true, profile, owner);
  }
}
