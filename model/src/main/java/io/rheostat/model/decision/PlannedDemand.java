package io.rheostat.model.decision;

import io.rheostat.model.Require;

/// Planned demand of an inference decision.
///
/// @param horizonSeconds time until a replica ordered now serves, seconds
/// @param expectedRate mean of the forecast at that horizon, requests per second, queue included
/// @param highRate rate hardly ever exceeded by the forecast, requests per second, queue included
/// @param met false when no option reaches the objective's share of good requests
public record PlannedDemand(
    double horizonSeconds, double expectedRate, double highRate, boolean met) {
  public PlannedDemand {
    Require.atLeastZero("horizonSeconds", horizonSeconds);
    Require.atLeastZero("expectedRate", expectedRate);
    Require.atLeastZero("highRate", highRate);
  }
}
