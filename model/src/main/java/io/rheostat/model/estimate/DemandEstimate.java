package io.rheostat.model.estimate;

import io.rheostat.model.Require;

/// What requests come in.
///
/// @param stableRate requests per second over the stable window (60 s)
/// @param panicRate requests per second over the panic window (6 s)
/// @param level smoothed requests per second now
/// @param trendPerSecond change of the level, requests per second per second
/// @param burstRate the highest but one of the ten-second rates of the last ten minutes, requests
///     per
///     second: what short bursts reach
/// @param deviation standard deviation of the one-step forecast error, requests per second
/// @param inputTokens mean prompt tokens of a request
/// @param outputTokens mean generated tokens of a request
public record DemandEstimate(
    double stableRate,
    double panicRate,
    double level,
    double trendPerSecond,
    double burstRate,
    double deviation,
    double inputTokens,
    double outputTokens) {
  public DemandEstimate {
    Require.atLeastZero("stableRate", stableRate);
    Require.atLeastZero("panicRate", panicRate);
    Require.atLeastZero("level", level);
    Require.finite("trend", trendPerSecond);
    Require.atLeastZero("burstRate", burstRate);
    Require.atLeastZero("deviation", deviation);
    Require.atLeastZero("inputTokens", inputTokens);
    Require.atLeastZero("outputTokens", outputTokens);
  }
}
