package io.rheostat.model.estimate;

import io.rheostat.model.Require;

/// Goodput of a training job on a placement at a width, efficient samples per second.
///
/// @param placement the placement's name
/// @param width workers
/// @param goodput efficient samples per second: throughput × statistical efficiency
/// @param confidence 0 (only a prior) to 1 (measured at this width)
/// @param batch batch with that goodput
public record WidthGoodput(
    String placement, int width, double goodput, double confidence, Batch batch) {
  /// Batch of a step.
  ///
  /// @param local samples of one worker in one pass; 0 for the one declared
  /// @param accumulation passes before that of the optimiser step
  public record Batch(double local, int accumulation) {
    /// Batch as declared.
    public static final Batch DECLARED = new Batch(0, 0);
  }

  /// Creates the goodput at the declared batch.
  public WidthGoodput(String placement, int width, double goodput, double confidence) {
    this(placement, width, goodput, confidence, Batch.DECLARED);
  }

  public WidthGoodput {
    Require.atLeast("width", 1, width);
    Require.atLeastZero("goodput", goodput);
    Require.share("confidence", confidence);
  }
}
