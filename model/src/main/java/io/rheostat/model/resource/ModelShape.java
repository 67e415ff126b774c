package io.rheostat.model.resource;

import io.rheostat.model.Require;
import java.util.Optional;

/// The size of a model as far as memory and speed depend on it.
///
/// @param parameters number of weights
/// @param layers transformer layers; 0 when the model keeps no KV cache
/// @param kvHeads key/value heads of a layer
/// @param headDim size of one head
/// @param precision of weights
/// @param declaredKvPrecision of the KV cache, when it is not that of the weights
/// @param sharding of a training job; ignored for inference
/// @param architecture its layout; without one it is assumed to be dense and as wide as usual
public record ModelShape(
    double parameters,
    int layers,
    int kvHeads,
    int headDim,
    Precision precision,
    Optional<Precision> declaredKvPrecision,
    Sharding sharding,
    Optional<Architecture> architecture) {
  /// Weights of a dense layer, in squares of its width (4 of attention, 8 of the feed-forward net).
  private static final double SQUARES_PER_LAYER = 12;

  public ModelShape {
    Require.positive("parameters", parameters);
    Require.atLeast("layers", 0, layers);
    Require.atLeast("kvHeads", 0, kvHeads);
    Require.atLeast("headDim", 0, headDim);
  }

  /// Creates a model of unknown layout with a KV cache as precise as its weights.
  public ModelShape(
      double parameters,
      int layers,
      int kvHeads,
      int headDim,
      Precision precision,
      Sharding sharding) {
    this(
        parameters,
        layers,
        kvHeads,
        headDim,
        precision,
        Optional.empty(),
        sharding,
        Optional.empty());
  }

  /// Returns the width of a layer's input: the declared one, or that of a dense model of as many
  /// weights.
  ///
  /// @param layers transformer layers, 1 or more
  public int hiddenSize(int layers) {
    return architecture
        .map(Architecture::hiddenSize)
        .orElseGet(
            () -> (int) Math.max(1, StrictMath.sqrt(parameters / (SQUARES_PER_LAYER * layers))));
  }

  /// Returns the precision of the KV cache.
  public Precision kvPrecision() {
    return declaredKvPrecision.orElse(precision);
  }

  /// Returns the same model with weights of another precision.
  public ModelShape with(Precision weights) {
    return new ModelShape(
        parameters,
        layers,
        kvHeads,
        headDim,
        weights,
        Optional.of(kvPrecision()),
        sharding,
        architecture);
  }

  /// Returns the same training job with its state sharded otherwise.
  public ModelShape with(Sharding other) {
    return new ModelShape(
        parameters, layers, kvHeads, headDim, precision, declaredKvPrecision, other, architecture);
  }

  /// Computes the bytes of all weights.
  public double weightBytes() {
    return parameters * precision.bytes();
  }

  /// Computes the KV cache per token of context, bytes: keys and values in every layer. Layers with
  /// a sliding window keep no more than the window, which long contexts hardly notice.
  public double kvBytesPerToken() {
    boolean windows = architecture.map(Architecture::slidingWindow).orElse(0) > 0;
    double kept = windows ? layers / 2.0 : layers;
    return 2.0 * kept * kvHeads * headDim * kvPrecision().bytes();
  }
}
