package io.rheostat.model.fleet;

import io.rheostat.model.Require;

/// Declared demand: arrival rate and mean token counts of requests.
///
/// @param requestsPerSecond arrivals
/// @param inputTokens mean prompt tokens of a request
/// @param outputTokens mean generated tokens of a request
public record Demand(double requestsPerSecond, double inputTokens, double outputTokens) {
  public Demand {
    Require.atLeastZero("requestsPerSecond", requestsPerSecond);
    Require.atLeastZero("inputTokens", inputTokens);
    Require.atLeastZero("outputTokens", outputTokens);
  }
}
