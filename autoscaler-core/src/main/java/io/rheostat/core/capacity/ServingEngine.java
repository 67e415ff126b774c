package io.rheostat.core.capacity;

import java.util.Locale;

/// Inference engines with coefficients of their own.
public enum ServingEngine {
  VLLM,
  SGLANG,
  TENSORRT_LLM;

  /// Returns the engine of a signal preset, such as `sglang`; vLLM for any other.
  public static ServingEngine ofPreset(String preset) {
    return switch (preset.toLowerCase(Locale.ROOT)) {
      case "sglang" -> SGLANG;
      case "tensorrt-llm", "trtllm", "triton" -> TENSORRT_LLM;
      default -> VLLM;
    };
  }
}
