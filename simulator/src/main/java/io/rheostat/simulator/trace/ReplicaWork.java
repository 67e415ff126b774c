package io.rheostat.simulator.trace;

import io.rheostat.model.fleet.EngineProfile;

/// What a request takes of a replica.
public final class ReplicaWork {
  private ReplicaWork() {}

  /// Seconds of one replica at its best batch: the request's prefill, what each of its output
  /// tokens
  /// adds to an iteration with the tokens that are cached then (the prompt and, on average, half of
  /// the answer), and its share of those iterations' fixed time, which is the share of the KV cache
  /// that it holds.
  ///
  /// A lower bound on the replica time that the request takes: the fixed time of an iteration is
  /// shared by at most a full KV cache. Limits on sequences, on prompts in one iteration and on
  /// latency only add to it.
  ///
  /// @param inputTokens prompt tokens, 1 or more
  /// @param outputTokens tokens generated, 1 or more
  public static double seconds(EngineProfile engine, int inputTokens, int outputTokens) {
    double cached = inputTokens + outputTokens / 2.0;
    double iteration =
        engine.perSequenceSeconds()
            + engine.perKvTokenSeconds() * cached
            + engine.baseSeconds() * cached / engine.kvTokens();
    return engine.perPrefillTokenSeconds() * inputTokens + outputTokens * iteration;
  }

  /// The same of a request.
  public static double seconds(EngineProfile engine, Request request) {
    return seconds(engine, request.inputTokens(), request.outputTokens());
  }
}
