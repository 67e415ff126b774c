package io.rheostat.core.capacity;

import io.rheostat.model.resource.Architecture;
import io.rheostat.model.resource.Architecture.Experts;
import io.rheostat.model.resource.ModelShape;
import java.util.Optional;

/// Layout of a model as its speed needs it, with the usual proportions where none is declared.
///
/// @param model the model
/// @param layers its transformer layers
/// @param hiddenSize width of a layer's input
/// @param heads query heads of a layer
/// @param denseParameters weights read by every token
/// @param expertParameters weights of all experts; 0 for a dense model
record TransformerLayout(
    ModelShape model,
    int layers,
    int hiddenSize,
    int heads,
    double denseParameters,
    double expertParameters) {
  /// Layers of a model that declares none.
  private static final int USUAL_LAYERS = 32;

  /// Head size of a model that declares none.
  private static final int USUAL_HEAD_DIM = 128;

  /// Least share of weights outside embeddings.
  private static final double LEAST_DENSE = 0.3;

  static TransformerLayout of(ModelShape model) {
    int layers = model.layers() > 0 ? model.layers() : USUAL_LAYERS;
    Optional<Architecture> declared = model.architecture();
    int hidden = model.hiddenSize(layers);
    int headDim = model.headDim() > 0 ? model.headDim() : USUAL_HEAD_DIM;
    int heads = declared.map(Architecture::heads).orElse(Math.max(1, hidden / headDim));
    double experts =
        declared
            .flatMap(Architecture::experts)
            .map(each -> layers * each.count() * each.parametersEach())
            .orElse(0.0);
    double looked = declared.map(each -> (double) each.vocabulary() * hidden).orElse(0.0);
    double dense =
        Math.max(
            LEAST_DENSE * Math.max(0, model.parameters() - experts),
            model.parameters() - experts - looked);
    return new TransformerLayout(
        model, layers, hidden, heads, dense, Math.min(experts, model.parameters()));
  }

  private Optional<Experts> experts() {
    return model.architecture().flatMap(Architecture::experts);
  }

  boolean qkNorm() {
    return model.architecture().map(Architecture::qkNorm).orElse(false);
  }

  /// Returns the weights of the experts that so many tokens are routed to.
  double expertsRead(double tokens) {
    return experts()
        .map(
            each -> {
              double missed =
                  StrictMath.pow(1 - (double) each.active() / each.count(), Math.max(0, tokens));
              return layers * each.count() * (1 - missed) * each.parametersEach();
            })
        .orElse(0.0);
  }

  /// Returns the weights of the experts of one token.
  double expertsUsed() {
    return experts().map(each -> layers * each.active() * each.parametersEach()).orElse(0.0);
  }

  /// Returns the bytes of the KV cache read for one token of a sequence.
  double cacheBytesRead(double contextTokens) {
    double each = 2.0 * model.kvHeads() * model.headDim() * model.kvPrecision().bytes();
    return model.layers() * each * seenTokens(contextTokens);
  }

  /// Returns the operations of attention for a prompt beyond the multiplications with weights:
  /// every token looks at those before it, half of the prompt in the mean.
  double attentionFlops(double inputTokens, double cachedTokens) {
    int headDim = model.headDim() > 0 ? model.headDim() : USUAL_HEAD_DIM;
    double seen = cachedTokens + seenTokens(inputTokens) / 2;
    return 4.0 * layers * heads * headDim * inputTokens * seen;
  }

  /// Returns the tokens seen by a layer in the mean; with a sliding window every other layer sees
  /// no more than that.
  private double seenTokens(double contextTokens) {
    int window = model.architecture().map(Architecture::slidingWindow).orElse(0);
    return window == 0 ? contextTokens : (contextTokens + Math.min(contextTokens, window)) / 2;
  }
}
