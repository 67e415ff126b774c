package io.rheostat.core.capacity;

/// Inference engines with coefficients of their own.
public enum ServingEngine {
  VLLM,
  SGLANG,
  TENSORRT_LLM
}
