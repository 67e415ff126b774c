package io.rheostat.model.estimate;

import io.rheostat.model.Require;

/// Goodput of a training job on a placement at a width, efficient samples per second.
///
/// @param placement the placement's name
/// @param width workers
/// @param goodput efficient samples per second: throughput × statistical efficiency
/// @param confidence 0 (only a prior) to 1 (measured at this width)
public record WidthGoodput(String placement, int width, double goodput, double confidence) {
  public WidthGoodput {
    Require.atLeast("width", 1, width);
    Require.atLeastZero("goodput", goodput);
    Require.share("confidence", confidence);
  }
}
