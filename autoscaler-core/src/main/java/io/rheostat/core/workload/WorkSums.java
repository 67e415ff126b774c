package io.rheostat.core.workload;

import io.rheostat.core.series.ExactSums;

/// Work of a replica since the performance model last learned from it. Sums of exact parts only, so
/// they may arrive in any order.
///
/// @param runningSeconds time integral of its running requests
/// @param spanSeconds time of that integral
/// @param queueingSeconds time between samples with requests waiting at both
/// @param promptTokens prompt tokens processed
/// @param generatedTokens tokens generated
/// @param finished requests finished
/// @param tokenSeconds sum of the mean times per output token of finished requests
/// @param timedRequests requests in that sum
public record WorkSums(
    double runningSeconds,
    double spanSeconds,
    double queueingSeconds,
    double promptTokens,
    double generatedTokens,
    double finished,
    double tokenSeconds,
    double timedRequests) {
  /// No work: the identity of [#plus(WorkSums)].
  public static final WorkSums NONE = new WorkSums(0, 0, 0, 0, 0, 0, 0, 0);

  /// Returns both parts together; `NONE` is its identity and order does not matter.
  public WorkSums plus(WorkSums other) {
    return new WorkSums(
        runningSeconds + other.runningSeconds,
        spanSeconds + other.spanSeconds,
        queueingSeconds + other.queueingSeconds,
        promptTokens + other.promptTokens,
        generatedTokens + other.generatedTokens,
        finished + other.finished,
        tokenSeconds + other.tokenSeconds,
        timedRequests + other.timedRequests);
  }

  /// Returns a stretch of running requests, both parts rounded so that sums are exact.
  ///
  /// @param requestSeconds time integral of the running requests
  /// @param passedSeconds time of that integral
  public static WorkSums running(double requestSeconds, double passedSeconds) {
    return new WorkSums(
        ExactSums.round(requestSeconds), ExactSums.round(passedSeconds), 0, 0, 0, 0, 0, 0);
  }

  /// Returns seconds between two samples with requests waiting at both.
  public static WorkSums queueing(double seconds) {
    return new WorkSums(0, 0, ExactSums.round(seconds), 0, 0, 0, 0, 0);
  }

  /// Returns a number of processed prompt tokens.
  public static WorkSums prompt(double tokens) {
    return new WorkSums(0, 0, 0, ExactSums.round(tokens), 0, 0, 0, 0);
  }

  /// Returns a number of generated tokens.
  public static WorkSums generated(double tokens) {
    return new WorkSums(0, 0, 0, 0, ExactSums.round(tokens), 0, 0, 0);
  }

  /// Returns a number of finished requests.
  public static WorkSums finished(double requests) {
    return new WorkSums(0, 0, 0, 0, 0, ExactSums.round(requests), 0, 0);
  }

  /// Returns the summed mean times per output token of finished requests, seconds.
  public static WorkSums tokenSeconds(double seconds) {
    return new WorkSums(0, 0, 0, 0, 0, 0, ExactSums.round(seconds), 0);
  }

  /// Returns the number of requests in a sum of token times.
  public static WorkSums timed(double requests) {
    return new WorkSums(0, 0, 0, 0, 0, 0, 0, ExactSums.round(requests));
  }

  /// Returns the mean seconds per token: of the finished requests, or else running requests over
  /// the rate of tokens (Little's law).
  public double secondsPerToken() {
    if (timedRequests >= 5 && tokenSeconds > 0) {
      return tokenSeconds / timedRequests;
    }
    return generatedTokens > 0 ? runningSeconds / generatedTokens : 0;
  }
}
