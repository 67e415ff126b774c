package io.rheostat.contest.trial;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
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

  /// Returns the earnings of a good request in dollars.
  ///
  /// @throws IllegalArgumentException when the workload is no inference service
  public double usdPerGoodRequest() {
    if (service().objective() instanceof Objective.Inference objective) {
      return objective.usdPerGoodRequest();
    }
    throw new IllegalArgumentException(workload + " is no inference service.");
  }

  /// Returns the declared service.
  public Workload service() {
    return scenario.workload(workload);
  }
}
