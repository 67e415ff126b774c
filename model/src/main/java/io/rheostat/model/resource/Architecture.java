package io.rheostat.model.resource;

import io.rheostat.model.Require;
import java.util.Optional;

/// Layout of a transformer, as far as its speed depends on it.
///
/// @param hiddenSize width of a layer's input
/// @param heads query heads of a layer
/// @param vocabulary entries of the vocabulary
/// @param slidingWindow tokens seen by every other layer; 0 when all layers see the whole context
/// @param qkNorm whether queries and keys are normalised: one more kernel a layer
/// @param experts the experts of its layers; empty for a dense model
public record Architecture(
    int hiddenSize,
    int heads,
    int vocabulary,
    int slidingWindow,
    boolean qkNorm,
    Optional<Experts> experts) {
  /// Experts of a mixture-of-experts layer.
  ///
  /// @param count experts of a layer
  /// @param active experts of each token
  /// @param parametersEach weights of one expert
  public record Experts(int count, int active, double parametersEach) {
    public Experts {
      Require.atLeast("experts.count", 1, count);
      Require.atLeast("experts.active", 1, active);
      Require.positive("experts.parametersEach", parametersEach);
      if (active > count) {
        throw new IllegalArgumentException(
            "experts.active is " + active + ". It must be at most experts.count, " + count + ".");
      }
    }
  }

  public Architecture {
    Require.atLeast("hiddenSize", 1, hiddenSize);
    Require.atLeast("heads", 1, heads);
    Require.atLeast("vocabulary", 0, vocabulary);
    Require.atLeast("slidingWindow", 0, slidingWindow);
  }
}
