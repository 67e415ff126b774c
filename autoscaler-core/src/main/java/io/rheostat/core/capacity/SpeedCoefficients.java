package io.rheostat.core.capacity;

import java.util.Map;

/// Coefficients of the [SpeedModel], fitted to measurements.
///
/// @param shares shares of a device's peaks that engines reach
/// @param latencies fixed times of a layer
/// @param engines times and shares of each engine
public record SpeedCoefficients(
    Shares shares, Latencies latencies, Map<ServingEngine, EngineCoefficients> engines) {
  /// Shares of peaks reached, 0..1.
  ///
  /// @param bandwidth of memory bandwidth, reading weights
  /// @param cacheBandwidth of memory bandwidth, reading the KV cache
  /// @param expertBandwidth of memory bandwidth, reading experts
  /// @param flops16 of 16-bit throughput
  /// @param flops8 of FP8 throughput
  /// @param flops4 of the throughput that multiplies FP4 weights
  /// @param expertFlops of the share above, in experts: their matrices are small
  /// @param attentionFlops of 16-bit throughput, in attention of prompts
  public record Shares(
      double bandwidth,
      double cacheBandwidth,
      double expertBandwidth,
      double flops16,
      double flops8,
      double flops4,
      double expertFlops,
      double attentionFlops) {}

  /// Fixed times, seconds.
  ///
  /// @param layer launch of a layer's kernels
  /// @param quantised additional kernels of a layer with FP8 activations
  /// @param qkNorm additional kernels of a layer with normalised queries and keys
  /// @param reduce start of an all-reduce, for each doubling of its devices
  /// @param linkShare share of the link's peak reached by an all-reduce
  public record Latencies(
      double layer, double quantised, double qkNorm, double reduce, double linkShare) {}

  /// Coefficients of one engine.
  ///
  /// @param baseSeconds of an iteration, outside the device
  /// @param perSequenceSeconds of a running sequence in an iteration
  /// @param prefill time of a prompt, in multiples of its kernels' time
  /// @param promptSeconds of a prompt, outside the device
  /// @param mixed share of a prompt's time that delays running sequences
  /// @param wave share of the prompts of a whole batch that a prompt waits for
  /// @param firstTokenSeconds of a request on its way to and from the engine
  /// @param frontendTokenSeconds of a token in a front end that handles one at a time; 0 for none
  public record EngineCoefficients(
      double baseSeconds,
      double perSequenceSeconds,
      double prefill,
      double promptSeconds,
      double mixed,
      double wave,
      double firstTokenSeconds,
      double frontendTokenSeconds) {}

  /// Fitted to one half of the aggregated H100 rows of NVIDIA AIConfigurator's silicon sample
  /// (Apache-2.0); `bench sizing` fits them again and judges them on the other half.
  public static final SpeedCoefficients FITTED =
      new SpeedCoefficients(
          new Shares(0.889, 0.844, 0.862, 0.736, 0.598, 0.735, 0.313, 0.437),
          new Latencies(1.27e-5, 1.42e-5, 1.51e-5, 5.24e-6, 0.643),
          Map.of(
              ServingEngine.VLLM,
              new EngineCoefficients(1.95e-3, 1.04e-5, 1.17, 1.25e-3, 0.84, 0.0714, 0.0297, 0),
              ServingEngine.SGLANG,
              new EngineCoefficients(5.57e-4, 1.7e-5, 1.33, 9.54e-4, 0.403, 0.43, 0.0282, 0),
              ServingEngine.TENSORRT_LLM,
              new EngineCoefficients(
                  5.83e-4, 2.56e-5, 1.38, 1.04e-3, 0.665, 0.0637, 0.132, 1.21e-4)));

  public SpeedCoefficients {
    engines = Map.copyOf(engines);
  }

  /// Returns the coefficients of an engine.
  public EngineCoefficients of(ServingEngine engine) {
    EngineCoefficients found = engines.get(engine);
    if (found == null) {
      throw new IllegalArgumentException("engine " + engine + " has no coefficients.");
    }
    return found;
  }
}
