package io.rheostat.model.resource;

import io.rheostat.model.Require;

/// The size of a model as far as memory and speed depend on it.
///
/// @param parameters number of weights
/// @param layers transformer layers; 0 when the model keeps no KV cache
/// @param kvHeads key/value heads of a layer
/// @param headDim size of one head
/// @param precision of weights and KV cache
/// @param sharding of a training job; ignored for inference
public record ModelShape(
    double parameters,
    int layers,
    int kvHeads,
    int headDim,
    Precision precision,
    Sharding sharding) {
  public ModelShape {
    Require.positive("parameters", parameters);
    Require.atLeast("layers", 0, layers);
    Require.atLeast("kvHeads", 0, kvHeads);
    Require.atLeast("headDim", 0, headDim);
  }

  /// Computes the bytes of all weights.
  public double weightBytes() {
    return parameters * precision.bytes();
  }

  /// Computes the KV cache per token of context, bytes: keys and values in every layer.
  public double kvBytesPerToken() {
    return 2.0 * layers * kvHeads * headDim * precision.bytes();
  }
}
