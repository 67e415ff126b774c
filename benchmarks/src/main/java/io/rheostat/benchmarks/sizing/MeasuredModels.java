package io.rheostat.benchmarks.sizing;

import io.rheostat.model.resource.Architecture;
import io.rheostat.model.resource.Architecture.Experts;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Sharding;
import java.util.Map;
import java.util.Optional;

/// Layouts of the measured models, out of the `config.json` each is published with.
final class MeasuredModels {
  private static final Map<String, ModelShape> LAYOUTS =
      Map.of(
          "Qwen3-32B",
          model(32.76e9, 64, 8, 128, dense(5120, 64, 151_936, true)),
          "Llama-3.1-8B-Instruct",
          model(8.03e9, 32, 8, 128, dense(4096, 32, 128_256, false)),
          "Llama-3.1-70B",
          model(70.55e9, 80, 8, 128, dense(8192, 64, 128_256, false)),
          "Qwen3-235B-A22B-FP8",
          model(
              235.1e9,
              94,
              4,
              128,
              new Architecture(
                  4096, 64, 151_936, 0, true, Optional.of(new Experts(128, 8, 3.0 * 4096 * 1536)))),
          "gpt-oss-120b",
          model(
              116.8e9,
              36,
              8,
              64,
              new Architecture(
                  2880,
                  64,
                  201_088,
                  128,
                  false,
                  Optional.of(new Experts(128, 4, 3.0 * 2880 * 2880)))),
          "MiniMax-M2.5",
          model(
              229e9,
              62,
              8,
              128,
              new Architecture(
                  3072, 48, 200_064, 0, true, Optional.of(new Experts(256, 8, 3.0 * 3072 * 1536)))),
          "llama2-70b",
          model(68.98e9, 80, 8, 128, dense(8192, 64, 32_000, false)),
          "bloom-176b",
          model(176.25e9, 70, 112, 128, dense(14_336, 112, 250_880, false)));

  private MeasuredModels() {}

  static boolean isKnown(String name) {
    return LAYOUTS.containsKey(name);
  }

  /// Returns the layout of a model with weights of a precision and a 16-bit KV cache.
  static ModelShape of(String name, Precision weights) {
    ModelShape layout = LAYOUTS.get(name);
    if (layout == null) {
      throw new IllegalArgumentException("model " + name + " has no layout here.");
    }
    return layout.with(weights);
  }

  private static ModelShape model(
      double parameters, int layers, int kvHeads, int headDim, Architecture architecture) {
    return new ModelShape(
        parameters,
        layers,
        kvHeads,
        headDim,
        Precision.BF16,
        Optional.of(Precision.BF16),
        Sharding.NONE,
        Optional.of(architecture));
  }

  private static Architecture dense(int hidden, int heads, int vocabulary, boolean qkNorm) {
    return new Architecture(hidden, heads, vocabulary, 0, qkNorm, Optional.empty());
  }
}
