package io.rheostat.simulator.engine;

/// Metrics of one engine at one moment. Counters run since its start.
///
/// @param name unique in its world
/// @param placement its placement
/// @param draining whether it takes no new requests
/// @param running sequences in the batch
/// @param waiting requests queued at it
/// @param kvTokens tokens of KV cache in use
/// @param kvCapacity tokens of a full KV cache
/// @param queuedPromptTokens prompt tokens of the requests queued at it
/// @param promptTokens prompt tokens processed
/// @param generationTokens tokens generated
/// @param finished requests finished
/// @param timeToFirstToken seconds to the first token
/// @param timePerOutputToken mean seconds per token after the first, of finished requests
/// @param iteration its iteration under way
public record ReplicaView(
    String name,
    String placement,
    boolean draining,
    int running,
    int waiting,
    double kvTokens,
    double kvCapacity,
    double queuedPromptTokens,
    long promptTokens,
    long generationTokens,
    long finished,
    HistogramView timeToFirstToken,
    HistogramView timePerOutputToken,
    Iteration iteration) {
  /// One forward pass.
  ///
  /// @param seconds its duration; 0 when the engine is idle
  /// @param prefillTokens prompt tokens in it
  /// @param decoding sequences decoding in it
  /// @param kvTokens cached tokens read in it
  public record Iteration(double seconds, int prefillTokens, int decoding, double kvTokens) {}

  /// Returns the same under another name.
  public ReplicaView named(String other) {
    return new ReplicaView(
        other,
        placement,
        draining,
        running,
        waiting,
        kvTokens,
        kvCapacity,
        queuedPromptTokens,
        promptTokens,
        generationTokens,
        finished,
        timeToFirstToken,
        timePerOutputToken,
        iteration);
  }

  /// Returns the share of the KV cache in use, 0..1.
  public double kvUsage() {
    return kvTokens / kvCapacity;
  }
}
