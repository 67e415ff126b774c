package io.rheostat.simulator.engine;

import io.rheostat.model.resource.EngineProfile;

/// Least time of a replica for a request: a lower bound under any batching.
///
/// An iteration's time is its base, shared by all its sequences, and the part added by each of
/// them. The part of a request is known: its prompt tokens, one place in the batch for each piece
/// of its prompt and for each later token, and the cached tokens read for it. (The first token
/// comes with the prompt's last piece, so `out` tokens need `out - 1` more iterations; of all ways
/// to cut a prompt into pieces, the one with the short piece first reads least.) Of the base it
/// bears at least its share of a fixed resource of the iteration: see [Sharing]. Preemption only
/// adds to this, for the dropped tokens are prefilled again. Times are at the profile's speed,
/// without noise.
public final class ReplicaWork {
  /// Standard deviation of the logarithm of a replica's own speed.
  public static final double SPEED_SIGMA = EnginePace.SPEED_SIGMA;

  /// Standard deviation of the logarithm of an iteration's noise.
  public static final double ITERATION_SIGMA = EnginePace.ITERATION_SIGMA;

  /// Resource for sharing out an iteration's base time. Each is valid for all requests of a replica
  /// together, and so is a mixture in fixed proportions; to take the dearest for each request is
  /// not.
  public enum Sharing {
    /// By room in the KV cache.
    KV_CACHE,
    /// By places in the batch.
    BATCH,
    /// By prompt tokens of the iteration's chunk.
    CHUNK
  }

  private ReplicaWork() {}

  /// Returns the replica-seconds of a request, the base shared by room in the KV cache.
  public static double seconds(EngineProfile engine, int inputTokens, int outputTokens) {
    return seconds(engine, inputTokens, outputTokens, Sharing.KV_CACHE);
  }

  /// Returns the replica-seconds of a request.
  ///
  /// @param inputTokens 1 or more
  /// @param outputTokens 1 or more; with 1 it is the work up to the first token
  public static double seconds(
      EngineProfile engine, int inputTokens, int outputTokens, Sharing sharing) {
    double in = inputTokens;
    double decodes = outputTokens - 1.0;
    int whole = inputTokens / engine.chunkTokens();
    int rest = inputTokens % engine.chunkTokens();
    double pieces = rest == 0 ? whole : whole + 1.0;
    double readByPieces = whole * (rest + engine.chunkTokens() * (whole - 1) / 2.0);
    double readByTokens = decodes * (in + (decodes - 1) / 2);
    // A preempted sequence gets its next token from prefilling instead of reading.
    double perRead = StrictMath.min(engine.perKvTokenSeconds(), engine.perPrefillTokenSeconds());
    double share =
        switch (sharing) {
          case KV_CACHE -> (pieces * in + decodes * (in + (decodes + 1) / 2)) / engine.kvTokens();
          case BATCH -> (pieces + decodes) / engine.maxSequences();
          case CHUNK -> in / engine.chunkTokens();
        };
    return engine.perPrefillTokenSeconds() * in
        + engine.perSequenceSeconds() * (pieces + decodes)
        + perRead * (readByPieces + readByTokens)
        + engine.baseSeconds() * share;
  }

  /// Tells whether a replica could ever run the request.
  public static boolean holds(EngineProfile engine, int inputTokens, int outputTokens) {
    return (double) inputTokens + outputTokens <= engine.kvTokens();
  }

  /// Returns the seconds of the longest iteration: a full chunk, a full batch and a full cache.
  public static double longestIterationSeconds(EngineProfile engine) {
    return engine.iterationSeconds(engine.maxSequences(), engine.kvTokens(), engine.chunkTokens());
  }
}
