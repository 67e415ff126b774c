package io.rheostat.simulator.trace;

import io.rheostat.model.Require;
import java.time.Duration;

/// One inference request.
///
/// @param at arrival time since the trace's start; 0 or more
/// @param inputTokens prompt tokens, 1 or more
/// @param outputTokens tokens it will generate, 1 or more
public record Request(Duration at, int inputTokens, int outputTokens) {
  public Request {
    if (at.isNegative()) {
      throw new IllegalArgumentException("at is " + at + ". It must be 0 or more.");
    }
    Require.atLeast("inputTokens", 1, inputTokens);
    Require.atLeast("outputTokens", 1, outputTokens);
  }
}
