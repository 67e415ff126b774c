package io.rheostat.core.estimate;

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
record Work(
    double runningSeconds,
    double spanSeconds,
    double queueingSeconds,
    double promptTokens,
    double generatedTokens,
    double finished,
    double tokenSeconds,
    double timedRequests) {
  static final Work NONE = new Work(0, 0, 0, 0, 0, 0, 0, 0);

  /// Returns both parts together; `NONE` is its identity and order does not matter.
  Work plus(Work other) {
    return new Work(
        runningSeconds + other.runningSeconds,
        spanSeconds + other.spanSeconds,
        queueingSeconds + other.queueingSeconds,
        promptTokens + other.promptTokens,
        generatedTokens + other.generatedTokens,
        finished + other.finished,
        tokenSeconds + other.tokenSeconds,
        timedRequests + other.timedRequests);
  }

  static Work running(double requestSeconds, double passedSeconds) {
    return new Work(Exact.round(requestSeconds), Exact.round(passedSeconds), 0, 0, 0, 0, 0, 0);
  }

  static Work queueing(double seconds) {
    return new Work(0, 0, Exact.round(seconds), 0, 0, 0, 0, 0);
  }

  static Work prompt(double tokens) {
    return new Work(0, 0, 0, Exact.round(tokens), 0, 0, 0, 0);
  }

  static Work generated(double tokens) {
    return new Work(0, 0, 0, 0, Exact.round(tokens), 0, 0, 0);
  }

  static Work finished(double requests) {
    return new Work(0, 0, 0, 0, 0, Exact.round(requests), 0, 0);
  }

  static Work tokenSeconds(double seconds) {
    return new Work(0, 0, 0, 0, 0, 0, Exact.round(seconds), 0);
  }

  static Work timed(double requests) {
    return new Work(0, 0, 0, 0, 0, 0, 0, Exact.round(requests));
  }

  /// Returns the mean seconds per token: of the finished requests, or else running requests over
  /// the rate of tokens (Little's law).
  double secondsPerToken() {
    if (timedRequests >= 5 && tokenSeconds > 0) {
      return tokenSeconds / timedRequests;
    }
    return generatedTokens > 0 ? runningSeconds / generatedTokens : 0;
  }
}
