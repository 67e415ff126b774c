package io.rheostat.core.estimate;

/// What a replica did since the performance model last learned from it.
///
/// @param runningSeconds time integral of its running requests
/// @param spanSeconds time over which that was integrated
/// @param promptTokens prompt tokens processed
/// @param generatedTokens tokens generated
/// @param finished requests finished
/// @param waitingSeconds time integral of its waiting requests
record Work(
    double runningSeconds,
    double spanSeconds,
    double promptTokens,
    double generatedTokens,
    double finished,
    double waitingSeconds) {
  static final Work NONE = new Work(0, 0, 0, 0, 0, 0);

  Work running(double meanRunning, double seconds) {
    return new Work(
        runningSeconds + meanRunning * seconds,
        spanSeconds + seconds,
        promptTokens,
        generatedTokens,
        finished,
        waitingSeconds);
  }

  Work waiting(double meanWaiting, double seconds) {
    return new Work(
        runningSeconds,
        spanSeconds,
        promptTokens,
        generatedTokens,
        finished,
        waitingSeconds + meanWaiting * seconds);
  }

  Work prompt(double tokens) {
    return new Work(
        runningSeconds,
        spanSeconds,
        promptTokens + tokens,
        generatedTokens,
        finished,
        waitingSeconds);
  }

  Work generated(double tokens) {
    return new Work(
        runningSeconds,
        spanSeconds,
        promptTokens,
        generatedTokens + tokens,
        finished,
        waitingSeconds);
  }

  Work finished(double requests) {
    return new Work(
        runningSeconds,
        spanSeconds,
        promptTokens,
        generatedTokens,
        finished + requests,
        waitingSeconds);
  }
}
