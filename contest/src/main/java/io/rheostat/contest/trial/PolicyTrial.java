package io.rheostat.contest.trial;

import io.rheostat.model.Require;
import io.rheostat.simulator.world.Scenario;
import java.time.Duration;

/// One inference service for policies to run, and its judged time.
///
/// @param trace its name in reports
/// @param scenario its world
/// @param workload the service
/// @param unscored time at the start, run without being judged
/// @param length judged time after it
public record PolicyTrial(
    String trace, Scenario scenario, String workload, Duration unscored, Duration length) {
  public PolicyTrial {
    Require.text("trace", trace);
    Require.positive("length", (double) length.toNanos());
  }
}
