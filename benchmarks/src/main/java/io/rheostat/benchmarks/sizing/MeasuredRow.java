package io.rheostat.benchmarks.sizing;

import io.rheostat.core.capacity.Parallelism;
import io.rheostat.core.capacity.ServingEngine;
import io.rheostat.core.capacity.SpeedModel;
import io.rheostat.model.resource.Precision;

/// One measured configuration of NVIDIA AIConfigurator's silicon sample.
///
/// @param id its name in the sample
/// @param model name of the model, without its publisher
/// @param engine the inference engine
/// @param precision of the weights
/// @param parallelism devices of the replica
/// @param concurrency requests under way at any time
/// @param inputTokens prompt tokens of each request
/// @param outputTokens generated tokens of each request
/// @param timeToFirstToken mean, seconds
/// @param timePerOutputToken mean, seconds
record MeasuredRow(
    String id,
    String model,
    ServingEngine engine,
    Precision precision,
    Parallelism parallelism,
    int concurrency,
    int inputTokens,
    int outputTokens,
    double timeToFirstToken,
    double timePerOutputToken) {
  SpeedModel.Requests requests() {
    return new SpeedModel.Requests(inputTokens, outputTokens, 0);
  }

  /// Returns the measured requests per second, by Little's law.
  double requestsPerSecond() {
    return concurrency / (timeToFirstToken + outputTokens * timePerOutputToken);
  }

  /// Returns whether the row belongs to the half that is fitted: the lowest bit of a hash of its
  /// name, so no order and no choice decides.
  boolean isFitted() {
    return (Halves.hash(id) & 1) == 0;
  }
}
