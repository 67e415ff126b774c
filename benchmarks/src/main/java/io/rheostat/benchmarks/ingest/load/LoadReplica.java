package io.rheostat.benchmarks.ingest.load;

/// One simulated replica, with about two requests a second. All its series are functions of it and
/// of the round, so they agree across requests.
///
/// @param index from 0; neighbours belong to one workload
public record LoadReplica(int index) {
  /// Pods of a workload.
  public static final int PER_WORKLOAD = 20;

  private static final double FINISHED = 10;
  private static final double INPUT_TOKENS = 1_155;
  private static final double OUTPUT_TOKENS = 211;
  private static final double FIRST_TOKEN_SECONDS = 0.35;
  private static final double TOKEN_SECONDS = 0.03;
  private static final int PHASE = 37;

  private static final RandomWalk REQUESTS = RandomWalk.ofCounts(1, FINISHED);
  private static final RandomWalk PROMPT = RandomWalk.ofCounts(2, FINISHED * INPUT_TOKENS);
  private static final RandomWalk GENERATION = RandomWalk.ofCounts(3, FINISHED * OUTPUT_TOKENS);
  private static final RandomWalk FIRST = RandomWalk.ofSeconds(4, FINISHED * FIRST_TOKEN_SECONDS);
  private static final RandomWalk TOKEN = RandomWalk.ofSeconds(5, FINISHED * TOKEN_SECONDS);

  int workload() {
    return index / PER_WORKLOAD;
  }

  private long step(long round) {
    return round + (long) index * PHASE;
  }

  double finished(long round) {
    return REQUESTS.at(step(round));
  }

  double promptTokens(long round) {
    return PROMPT.at(step(round));
  }

  double generationTokens(long round) {
    return GENERATION.at(step(round));
  }

  double firstTokenSeconds(long round) {
    return FIRST.at(step(round));
  }

  double tokenSeconds(long round) {
    return TOKEN.at(step(round));
  }

  /// Returns requests running now: recent arrivals times the duration of a request.
  double running(long round) {
    return Math.rint((finished(round + 1) - finished(round)) * OUTPUT_TOKENS * TOKEN_SECONDS / 5);
  }

  /// Returns requests waiting: mostly none.
  double waiting(long round) {
    return Math.max(0, finished(round + 1) - finished(round) - 1.3 * FINISHED);
  }

  /// Returns the share of the KV cache in use.
  double cacheUsage(long round) {
    return (promptTokens(round + 1) - promptTokens(round)) / (3 * FINISHED * INPUT_TOKENS);
  }
}
