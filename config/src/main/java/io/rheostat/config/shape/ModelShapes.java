package io.rheostat.config.shape;

import static io.rheostat.config.shape.Key.defaulted;
import static io.rheostat.config.shape.Key.optional;
import static io.rheostat.config.shape.Key.required;
import static io.rheostat.config.shape.Shapes.COUNT;
import static io.rheostat.config.shape.Shapes.COUNT_OR_ZERO;
import static io.rheostat.config.shape.Shapes.POSITIVE_NUMBER;
import static io.rheostat.config.shape.Shapes.TEXT;
import static io.rheostat.config.shape.Shapes.mapping;
import static io.rheostat.config.shape.Shapes.quantity;
import static io.rheostat.config.shape.Shapes.words;

import io.rheostat.config.shape.Shape.Mapping;
import io.rheostat.config.yaml.LowerBound;
import io.rheostat.config.yaml.NumberUnit;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Sharding;

/// The keys of models and of the quality of their answers.
final class ModelShapes {
  private ModelShapes() {}

  static Mapping model() {
    Mapping experts =
        mapping(
            required("count", COUNT, "128", "Experts of a layer."),
            required("active", COUNT, "8", "Experts of each token."),
            required("parametersEach", POSITIVE_NUMBER, "18.9e6", "Weights of one expert."));
    return mapping(
        optional(
            "config",
            TEXT,
            "models/qwen3-32b/config.json",
            "The model's config.json, from which all sizes are read."),
        optional("parameters", POSITIVE_NUMBER, "32.8e9", "Number of weights."),
        defaulted("layers", COUNT_OR_ZERO, "0", "Layers; 0 when it keeps no KV cache."),
        defaulted("kvHeads", COUNT_OR_ZERO, "0", "Key/value heads of a layer."),
        defaulted("headDim", COUNT_OR_ZERO, "0", "Size of one head."),
        optional("hiddenSize", COUNT, "5120", "Width of a layer's input; estimated if left out."),
        optional("heads", COUNT, "64", "Query heads of a layer; hiddenSize / headDim if left out."),
        defaulted("vocabulary", COUNT_OR_ZERO, "0", "Entries of the vocabulary."),
        defaulted(
            "slidingWindow", COUNT_OR_ZERO, "0", "Tokens that every other layer sees; 0: all."),
        optional(
            "experts",
            experts,
            "{count: 128, active: 8, parametersEach: 18.9e6}",
            "Experts of a mixture-of-experts model; with hiddenSize."),
        optional("precision", words(Precision.values()), "bf16", "Of weights; bf16 if left out."),
        optional(
            "kvPrecision",
            words(Precision.values()),
            "bf16",
            "Of the KV cache; that of the weights, or with config bf16, if left out."),
        defaulted(
            "sharding",
            words(Sharding.values()),
            "none",
            "What a training job spreads over its workers; without meaning for inference."));
  }

  static Mapping quality() {
    return mapping(
        required(
            "score",
            quantity(NumberUnit.SHARE, LowerBound.AT_LEAST_ZERO),
            "0.93",
            "Accuracy, F1 or any other score, 0 to 1."),
        required("source", TEXT, "own evaluation of 2026-11", "The evaluation that gave it."));
  }
}
