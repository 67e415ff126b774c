package io.rheostat.model.resource;

import io.rheostat.model.Require;

/// Speed of one inference replica: an iteration takes `base + perSequence·n + perKvToken·kv +
/// perPrefillToken·p` seconds for n running sequences, kv cached tokens and p prefilled tokens (the
/// linear form of llm-d's queueing analyser and of Vidur).
///
/// @param baseSeconds an iteration's fixed time
/// @param perSequenceSeconds added by each running sequence
/// @param perKvTokenSeconds added by each token read from the KV cache
/// @param perPrefillTokenSeconds added by each prompt token processed in the iteration
/// @param kvTokens tokens the KV cache holds
/// @param maxSequences most sequences in one batch
/// @param chunkTokens most prompt tokens in one iteration (chunked prefill)
public record EngineProfile(
    double baseSeconds,
    double perSequenceSeconds,
    double perKvTokenSeconds,
    double perPrefillTokenSeconds,
    double kvTokens,
    int maxSequences,
    int chunkTokens) {
  public EngineProfile {
    Require.positive("base", baseSeconds);
    Require.atLeastZero("perSequence", perSequenceSeconds);
    Require.atLeastZero("perKvToken", perKvTokenSeconds);
    Require.positive("perPrefillToken", perPrefillTokenSeconds);
    Require.positive("kvTokens", kvTokens);
    Require.atLeast("maxSequences", 1, maxSequences);
    Require.atLeast("chunkTokens", 1, chunkTokens);
  }

  /// Returns the same engine with its times multiplied.
  ///
  /// @param prefill factor of the time of prefill, above 0
  /// @param rest factor of all other times, above 0
  public EngineProfile slowed(double prefill, double rest) {
    return new EngineProfile(
        baseSeconds * rest,
        perSequenceSeconds * rest,
        perKvTokenSeconds * rest,
        perPrefillTokenSeconds * prefill,
        kvTokens,
        maxSequences,
        chunkTokens);
  }

  /// Computes the seconds of one iteration.
  public double iterationSeconds(int sequences, double cachedTokens, double prefillTokens) {
    return baseSeconds
        + perSequenceSeconds * sequences
        + perKvTokenSeconds * cachedTokens
        + perPrefillTokenSeconds * prefillTokens;
  }
}
