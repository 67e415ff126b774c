package io.rheostat.core.capacity;

import io.rheostat.model.Require;

/// Split of a model over the devices of a replica.
///
/// @param tensorParallel devices sharing each layer
/// @param pipelineParallel stages the layers are split into
/// @param expertParallel devices the experts are distributed over; 1 when each is split over all of
///     them
public record Parallelism(int tensorParallel, int pipelineParallel, int expertParallel) {
  public Parallelism {
    Require.atLeast("tensorParallel", 1, tensorParallel);
    Require.atLeast("pipelineParallel", 1, pipelineParallel);
    Require.atLeast("expertParallel", 1, expertParallel);
  }

  /// Returns the devices of a replica.
  public int devices() {
    return tensorParallel * pipelineParallel;
  }
}
