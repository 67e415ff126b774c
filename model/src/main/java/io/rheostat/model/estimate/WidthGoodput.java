package io.rheostat.model.estimate;

import io.rheostat.model.Require;

/// What a training job gets done on a placement at a width.
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
