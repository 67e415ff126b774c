package io.rheostat.app.simulation;

import io.rheostat.simulator.contest.Result;
import io.rheostat.simulator.contest.Trial;

/// Policy selected by name. It may depend on the trial.
public interface Policy {
  /// Runs it.
  ///
  /// @throws IllegalArgumentException when it cannot be run on this trial
  Result run(Trial trial, long seed);
}
